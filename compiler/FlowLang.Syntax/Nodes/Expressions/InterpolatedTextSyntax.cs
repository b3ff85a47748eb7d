using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`"a ${b} c"`: literal parts and expressions in turn.</summary>
public sealed record InterpolatedTextSyntax(ImmutableArray<ExpressionSyntax> Parts, TextSpan Span) : ExpressionSyntax(Span);
