using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>The first row, by a total order, of each group with the same keys.</summary>
public sealed record DedupeNode(LogicalNode Input, ImmutableArray<BoundExpression> By, ImmutableArray<BoundSortKey> Order, TextSpan Span)
    : LogicalNode(Input.Row, Span)
{
    /// <summary>Of streams: how long a key is remembered.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Of streams: a later row takes the place of one that has left.</summary>
    public bool KeepsLatest { get; init; }

    public override string Verb => "dedupe";

    public override ImmutableArray<LogicalNode> Inputs => [Input];

    public override IEnumerable<BoundExpression> Expressions => [.. By, .. Order.Select(k => k.Value)];

    public override LogicalNode WithInputs(ImmutableArray<LogicalNode> inputs) => this with { Input = inputs[0], Row = RowOver(inputs[0]) };
}
