using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>Adds columns.</summary>
public sealed record DeriveStepSyntax(ImmutableArray<AssignmentSyntax> Columns, TextSpan Span) : StepSyntax(Span);
