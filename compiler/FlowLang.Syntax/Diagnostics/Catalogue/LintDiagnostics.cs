namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL8xxx: code that works and is probably not meant.</summary>
public static partial class LintDiagnostics;
