using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`union y` keeps all rows of both, `union distinct y` each once.</summary>
public sealed record UnionStepSyntax(RelationSyntax Right, bool IsDistinct, TextSpan Span) : StepSyntax(Span);
