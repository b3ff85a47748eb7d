using System.Collections.Immutable;

namespace FlowLang.Driver.Building;

/// <summary>What a folder is built from.</summary>
/// <param name="Code">What becomes the assembly.</param>
/// <param name="Extras">Files that lie beside the executable (manifest, systemd unit), by name.</param>
public sealed record BuildInput(CSharpInput Code, ImmutableArray<KeyValuePair<string, string>> Extras)
{
    /// <summary>What tells this program from its next version: the hash of its sources.</summary>
    public string Version { get; init; } = "0";
}
