using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Diagnostics;

/// <summary>An edit that a machine can apply: put <paramref name="Replacement"/> where <paramref name="Span"/> is.</summary>
public sealed record DiagnosticFix(TextSpan Span, string Replacement);
