using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>Replaces columns.</summary>
public sealed record SetStepSyntax(ImmutableArray<AssignmentSyntax> Columns, TextSpan Span) : StepSyntax(Span);
