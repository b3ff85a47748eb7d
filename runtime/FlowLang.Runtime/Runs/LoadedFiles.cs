using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>The files that a run of the same program, pipeline and interval loaded last.</summary>
/// <param name="Hashes">SHA-256 of each file, by its source and its name.</param>
public sealed record LoadedFiles(string RunId, ImmutableDictionary<(string Source, string File), string> Hashes)
{
    /// <summary>Whether a run that reads <paramref name="files"/> reads the same bytes.</summary>
    public bool AreSame(IReadOnlyCollection<(string Source, SourceFile File)> files) =>
        files.Count == Hashes.Count && files.All(f => Hashes.GetValueOrDefault((f.Source, f.File.Name)) == f.File.Sha256);
}
