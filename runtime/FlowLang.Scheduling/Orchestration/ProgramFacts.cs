namespace FlowLang.Scheduling;

/// <summary>What is served: <paramref name="Manifest"/> is the program's manifest as JSON (schemas, plans, SQL, lineage).</summary>
public sealed record ProgramFacts(
    string Name, string SourceHash, string CompilerVersion, string? Environment, string Manifest, DateTimeOffset ServedSince);
