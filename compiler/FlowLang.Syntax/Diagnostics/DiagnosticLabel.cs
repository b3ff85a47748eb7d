using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Diagnostics;

/// <summary>Another place that a diagnostic speaks of, with what it has to say there.</summary>
public sealed record DiagnosticLabel(TextSpan Span, string Text);
