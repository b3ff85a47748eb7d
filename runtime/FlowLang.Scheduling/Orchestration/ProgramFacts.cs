namespace FlowLang.Scheduling;

/// <summary>What is served.</summary>
public sealed record ProgramFacts(
    string Name, string SourceHash, string CompilerVersion, string? Environment, DateTimeOffset ServedSince);
