using System.Collections.Immutable;
using FlowLang.Planning.Logical;

namespace FlowLang.Planning.Batch;

/// <summary>A transform that stands in its only user's query, under its name.</summary>
public sealed record NamedNode(string Name, LogicalNode Input) : LogicalNode(Input.Row, Input.Span)
{
    public override string Verb => Name;

    public override bool IsRowWise => true;

    public override ImmutableArray<LogicalNode> Inputs => [Input];

    public override LogicalNode WithInputs(ImmutableArray<LogicalNode> inputs) => this with { Input = inputs[0], Row = inputs[0].Row };
}
