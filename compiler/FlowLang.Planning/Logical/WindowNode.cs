using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>One row for each window of event time that a row is in; rows that come too late for all of theirs leave.</summary>
public sealed record WindowNode(LogicalNode Input, BoundWindow Window, RowType Row, TextSpan Span) : LogicalNode(Row, Span)
{
    /// <summary>The columns that it adds.</summary>
    public const string Start = "window_start";

    /// <inheritdoc cref="Start"/>
    public const string End = "window_end";

    public override string Verb => "window";

    public override bool HasSites => false;

    public override ImmutableArray<LogicalNode> Inputs => [Input];

    public override IEnumerable<BoundExpression> Expressions => [Window.On];

    public override LogicalNode WithInputs(ImmutableArray<LogicalNode> inputs) => this with
    {
        Input = inputs[0],
        Row = new RowType([.. Row.Fields.Where(f => f.Name is Start or End || inputs[0].Row.Find(f.Name) is not null)]),
    };
}
