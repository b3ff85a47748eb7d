using System.Collections.Immutable;

namespace FlowLang.Emit;

/// <summary>What a program becomes. All texts end their lines with `\n` and are the same for the same program, options and
/// compiler.</summary>
/// <param name="Code">C# by file name, sorted.</param>
/// <param name="Manifest">What the program is, as JSON; the assembly brings it along, so that `describe` needs no file.</param>
/// <param name="Extras">Files that lie beside the executable: manifest and systemd unit.</param>
/// <param name="Pipelines">What each pipeline does, for `explain`.</param>
public sealed record EmittedFiles(
    ImmutableArray<KeyValuePair<string, string>> Code, string Manifest, ImmutableArray<KeyValuePair<string, string>> Extras,
    ImmutableArray<EmittedPipeline> Pipelines)
{
    /// <summary>Pipelines of streams.</summary>
    public ImmutableArray<EmittedStream> Streams { get; init; } = [];

    /// <summary>By deployment: the variables of its Terraform module.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Deployments { get; init; } = [];
}
