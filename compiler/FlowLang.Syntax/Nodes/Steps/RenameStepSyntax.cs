using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>Gives columns new names: `rename new = old`.</summary>
public sealed record RenameStepSyntax(ImmutableArray<AssignmentSyntax> Columns, TextSpan Span) : StepSyntax(Span);
