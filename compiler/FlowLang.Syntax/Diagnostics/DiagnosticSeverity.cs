namespace FlowLang.Syntax.Diagnostics;

/// <summary>How much a diagnostic weighs: only errors stop a compilation.</summary>
public enum DiagnosticSeverity
{
    Info,
    Warning,
    Error,
}
