using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>Leaves columns out; each is a name or `alias.name`.</summary>
public sealed record DropStepSyntax(ImmutableArray<ExpressionSyntax> Columns, TextSpan Span) : StepSyntax(Span);
