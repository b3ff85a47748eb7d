namespace FlowLang.Emit;

/// <summary>What the program can't know of itself.</summary>
/// <param name="ProgramName">The workspace's name: executable, manifest and unit are called so.</param>
/// <param name="SourceHash">SHA-256 of the sources, in hex.</param>
/// <param name="CompilerVersion">As `flowc --version` says it.</param>
public sealed record EmitOptions(string ProgramName, string SourceHash, string CompilerVersion);
