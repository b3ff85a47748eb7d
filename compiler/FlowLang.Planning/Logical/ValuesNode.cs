using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>Rows written in the program: what a test gives. Columns that a row leaves out are null.</summary>
/// <param name="Name">The relation they stand for.</param>
public sealed record ValuesNode(string Name, ImmutableArray<BoundTestRow> Rows, RowType Row, TextSpan Span) : LogicalNode(Row, Span)
{
    public override string Verb => "given";
}
