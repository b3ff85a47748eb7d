using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Expressions;

/// <summary>A column computed by the node below, with another (<paramref name="FailedName"/>, bool) that says whether computing it
/// failed.</summary>
/// <param name="Text">The expression as the program has it.</param>
public sealed record FlaggedColumn(string Name, string FailedName, string Text, TypeRef Type, TextSpan Span) : BoundExpression(Type, Span)
{
    public override bool CanFail => true;
}
