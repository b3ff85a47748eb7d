namespace FlowLang.Runtime;

/// <summary>The latest run that loaded an interval, and the sources that its program was built from.</summary>
public sealed record LoadedInterval(string RunId, string SourceHash);
