namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL7xxx: schedules and runs.</summary>
public static partial class ScheduleDiagnostics;
