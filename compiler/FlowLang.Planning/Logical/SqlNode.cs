using System.Collections.Immutable;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>Rows of a query in an engine's own SQL over named inputs, all of whose columns it may read.</summary>
/// <param name="Engine">The connection whose engine runs it; null for the embedded engine.</param>
/// <param name="Row">The columns that the engine has to confirm, all nullable.</param>
public sealed record SqlNode(ConnectionSymbol? Engine, ImmutableArray<SqlInput> Named, string Text, RowType Row, TextSpan Span)
    : LogicalNode(Row, Span)
{
    public override string Verb => "sql";

    public override ImmutableArray<LogicalNode> Inputs => [.. Named.Select(input => input.Rows)];

    public override LogicalNode WithInputs(ImmutableArray<LogicalNode> inputs) =>
        this with { Named = [.. Named.Zip(inputs, (input, rows) => input with { Rows = rows })] };
}

/// <param name="Name">What the SQL calls it.</param>
public sealed record SqlInput(string Name, LogicalNode Rows);
