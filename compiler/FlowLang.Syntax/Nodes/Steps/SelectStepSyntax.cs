using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>Makes the row anew from the named columns and expressions.</summary>
public sealed record SelectStepSyntax(ImmutableArray<AssignmentSyntax> Columns, TextSpan Span) : StepSyntax(Span);
