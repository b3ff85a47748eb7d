using FlowLang.Semantics.Bound;

namespace FlowLang.Conformance.Tests.Engine;

/// <summary>One engine that runs bound programs over given rows. Every engine must give the same for the same program.</summary>
public interface IConformanceEngine : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Whether a column there can hold the cell; a table's lines with others are left out.</summary>
    bool Holds(string type, string cell) => true;

    /// <summary>Runs the program's only write over the rows of its source `data`.</summary>
    Task<IReadOnlyList<ResultRow>> RunAsync(BoundProgram program, Input input);
}

/// <param name="Cells">
/// Column by column: FlowLang's text of the value, `null`, a text in single quotes, or `=` and SQL that every engine knows.
/// </param>
public sealed record Input(IReadOnlyList<InputColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Cells);

/// <param name="Type">As a program writes it.</param>
public sealed record InputColumn(string Name, string Type);

/// <param name="Id">Of the input row, or of the group.</param>
/// <param name="Values">Of the columns after `id`, in their order.</param>
/// <param name="Failed">A value failure took the row.</param>
/// <param name="Reject">What is told of a row that left; null for one that stays.</param>
public sealed record ResultRow(long Id, IReadOnlyList<Value> Values, bool Failed, RejectedRow? Reject = null);

/// <param name="Input">As the engine wrote it.</param>
public sealed record RejectedRow(string Step, string Reason, string? Input, string? File, long? Row);
