using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`call t(args)`: a parameterised transform over the rows so far.</summary>
public sealed record CallStepSyntax(NameSyntax Transform, ImmutableArray<ArgumentSyntax> Arguments, TextSpan Span) : StepSyntax(Span);
