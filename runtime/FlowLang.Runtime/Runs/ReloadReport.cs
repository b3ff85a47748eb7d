namespace FlowLang.Runtime;

/// <summary>How often a stream read a table that it joins.</summary>
/// <param name="Times">Readings, the first one among them.</param>
/// <param name="Failures">Readings that failed, and left the rows before them in their place.</param>
/// <param name="At">When the rows that it has were read.</param>
public sealed record ReloadReport(int Times, int Failures, DateTimeOffset At);
