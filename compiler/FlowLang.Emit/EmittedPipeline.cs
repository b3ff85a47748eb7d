using System.Collections.Immutable;
using FlowLang.Emit.CSharp;
using FlowLang.Emit.Sql;
using FlowLang.Planning.Batch;

namespace FlowLang.Emit;

/// <summary>A pipeline as plan, SQL and C#.</summary>
/// <param name="FileName">Its C# file.</param>
public sealed record EmittedPipeline(string Name, BatchPlan Plan, ImmutableArray<EmittedStep> Steps, string FileName, string CSharp)
{
    /// <summary>The intervals of its runs as a program writes them; null where it has none.</summary>
    public string? Partition => PipelineFields.Partition(Plan.Pipeline.Bound.Partition);
}

/// <summary>One operation of a pipeline.</summary>
/// <param name="Query">Null where a source is read.</param>
/// <param name="Checks">SQL of the expectations, each giving `violations` and `sample`.</param>
public sealed record EmittedStep(BatchOperation Operation, EmittedQuery? Query, ImmutableArray<EmittedCheck> Checks)
{
    /// <summary>Of a read: what the source is asked for, where it is asked for less than all.</summary>
    public EmittedSelection? Selection { get; init; }
}

/// <param name="Filters">The conditions in the source's SQL.</param>
/// <param name="Sql">The whole question, for readers: the endpoint stands for the table.</param>
public sealed record EmittedSelection(ImmutableArray<EmittedFilter> Filters, string Sql);

/// <param name="Step">As reports name it.</param>
/// <param name="Reason">Why a row is taken out.</param>
/// <param name="IsCounted">Whether reports tell how many rows it takes.</param>
public sealed record EmittedFilter(string Condition, string Step, string Reason, bool IsCounted);

public sealed record EmittedCheck(RelationCheck Check, string Sql);
