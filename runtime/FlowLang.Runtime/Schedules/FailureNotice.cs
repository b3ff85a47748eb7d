namespace FlowLang.Runtime;

/// <summary>Who is told when a run failed: the connection's name and its kind in the program.</summary>
public sealed record FailureNotice(string Connection, string Kind);
