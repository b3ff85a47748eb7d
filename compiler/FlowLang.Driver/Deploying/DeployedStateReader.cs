using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using FlowLang.Driver.Compiling;
using FlowLang.Driver.Packaging;
using FlowLang.Driver.Workspaces;

namespace FlowLang.Driver.Deploying;

/// <summary>
/// Reads what is deployed from what is kept of it: a build's folder, its package, its Terraform variables (as `flowc build` wrote them or
/// `terraform output -json` gives them back), its manifest, or the sources of a revision that git knows.
/// </summary>
public static class DeployedStateReader
{
    private const string ManifestSuffix = ".manifest.json";

    // Terraform's output of the variables: see terraform/outputs.tf.
    private const string Output = "deployed";

    /// <param name="against">A path, or a revision.</param>
    /// <param name="workspace">The folder of the program.</param>
    /// <param name="deployment">Which of its deployments.</param>
    /// <param name="cancel">Stops.</param>
    public static DeployedState Read(string against, string workspace, string deployment, CancellationToken cancel)
    {
        try
        {
            return Directory.Exists(against) ? Folder(against)
                : !File.Exists(against) ? Revision(against, workspace, deployment, cancel)
                : against.EndsWith(".tar.gz", StringComparison.Ordinal) ? Package(against)
                : Document(against, File.ReadAllBytes(against));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new DriverException($"can't read `{against}`", e) { Why = Reasons.Of(e) };
        }
    }

    /// <summary>What a compilation becomes.</summary>
    public static DeployedState Of(Compilation compilation, string deployment) => compilation.Emit() is { } files
        ? new DeployedState(
            files.Deployments.Where(d => d.Key == deployment).Select(d => (JsonElement?)Parse(d.Value)).FirstOrDefault(),
            Parse(files.Extras.First(e => e.Key.EndsWith(ManifestSuffix, StringComparison.Ordinal)).Value))
        : DeployedState.Nothing;

    private static DeployedState Folder(string folder)
    {
        DeployedState state = DeployedState.Nothing;
        foreach (string file in Directory.GetFiles(folder).Where(IsPart).Order(StringComparer.Ordinal))
        {
            state = state.Or(Document(file, File.ReadAllBytes(file)));
        }

        return state != DeployedState.Nothing ? state : throw new DriverException($"`{folder}` is no build")
        {
            Why = $"there is no file NAME{ManifestSuffix} and no NAME{Archive.VariablesSuffix} in it",
        };
    }

    private static bool IsPart(string file) =>
        file.EndsWith(ManifestSuffix, StringComparison.Ordinal) || file.EndsWith(Archive.VariablesSuffix, StringComparison.Ordinal);

    private static DeployedState Package(string package)
    {
        using FileStream file = File.OpenRead(package);
        using GZipStream zip = new(file, CompressionMode.Decompress);
        using TarReader tar = new(zip);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.Name.EndsWith(ManifestSuffix, StringComparison.Ordinal) && entry.DataStream is { } content)
            {
                using MemoryStream copy = new();
                content.CopyTo(copy);
                return Document(package, copy.ToArray());
            }
        }

        throw new DriverException($"`{package}` is no package of flowc") { Why = $"there is no NAME{ManifestSuffix} in it" };
    }

    private static DeployedState Document(string path, byte[] content)
    {
        JsonElement json;
        try
        {
            json = Parse(content);
        }
        catch (JsonException e)
        {
            throw new DriverException($"`{path}` is no JSON", e);
        }

        JsonElement inner = json.At(Output)?.At("value") ?? json;
        return inner.At("manifest") is not null ? new DeployedState(null, inner)
            : inner.At("runner") is not null && inner.At("project") is not null ? new DeployedState(inner, null)
            : throw new DriverException($"`{path}` tells nothing of a release")
            {
                Why = $"it is neither the manifest of a build nor Terraform's variables, as a file or as the output `{Output}`",
            };
    }

    private static DeployedState Revision(string revision, string workspace, string deployment, CancellationToken cancel)
    {
        using GitSources sources = GitSources.Of(revision, workspace, cancel);
        Compilation compilation = Compilation.Create(WorkspaceReader.Read(sources.Folder));
        DeployedState state = Of(compilation, deployment);
        return state.Manifest is not null ? state : throw new DriverException(
            $"the program of `{revision}` does not compile with this flowc")
        {
            Why = compilation.Diagnostics.FirstOrDefault(d => d.IsError) is { } first ? $"{first.Code}: {first.Message}" : null,
            Help = "compare with its package, or with the folder that it was built into",
        };
    }

    private static JsonElement Parse(string text) => Parse(System.Text.Encoding.UTF8.GetBytes(text));

    private static JsonElement Parse(byte[] content)
    {
        using JsonDocument document = JsonDocument.Parse(content);
        return document.RootElement.Clone();
    }
}
