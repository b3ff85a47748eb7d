using System.Collections.Immutable;
using System.Text.Json;

namespace FlowLang.Driver.Packaging;

/// <summary>
/// The .NET runtime that runs flowc, as files: inside flowc's folder where that is self-contained, else the shared framework of the
/// `dotnet` that started it.
/// </summary>
/// <param name="Version">Such as `10.0.1`.</param>
/// <param name="Assemblies">Absolute paths of the framework's assemblies.</param>
/// <param name="Natives">Absolute paths of its native libraries, the host's (`libhostfxr`, `libhostpolicy`) included.</param>
public sealed record DotNetRuntime(string Version, ImmutableArray<string> Assemblies, ImmutableArray<string> Natives)
{
    public const string FrameworkName = "Microsoft.NETCore.App";
    private static readonly Lazy<DotNetRuntime> Found = new(Find);

    public static DotNetRuntime Current => Found.Value;

    /// <summary>Whether flowc brought its own runtime; else it runs on an installed one.</summary>
    public static bool IsSelfContained => !File.Exists(SharedManifest);

    /// <summary>The `dotnet` folder that the installed runtime lies in; null where flowc brought its own.</summary>
    public static string? InstalledRoot => IsSelfContained ? null : Path.GetFullPath(Path.Combine(Folder, "..", "..", ".."));

    private static string Folder => Path.GetDirectoryName(typeof(object).Assembly.Location) ?? "";

    private static string SharedManifest => Path.Combine(Folder, FrameworkName + ".deps.json");

    /// <summary>Leaves out what a program's libraries bring in a version of their own.</summary>
    public DotNetRuntime Without(ImmutableArray<Library> libraries)
    {
        HashSet<string> brought = [.. libraries.SelectMany(l => l.Assets).Select(a => a.FileName)];
        return this with { Assemblies = [.. Assemblies.Where(a => !brought.Contains(Path.GetFileName(a)))] };
    }

    /// <summary>Files for debuggers and tracers only; an executable runs without them.</summary>
    private static bool IsForDebugging(string file) =>
        Path.GetFileName(file) is "libmscordaccore.so" or "libmscordbi.so" or "libcoreclrtraceptprovider.so" or "createdump";

    private static DotNetRuntime Find() => IsSelfContained
        ? FromSelfContained(Installation.Current.DependencyManifest)
        : FromSharedFramework(Folder, SharedManifest);

    private static DotNetRuntime FromSharedFramework(string framework, string manifest)
    {
        string version = Path.GetFileName(framework);
        (ImmutableArray<string> assemblies, ImmutableArray<string> natives) = Files(manifest, _ => true);
        string hosts = Path.GetFullPath(Path.Combine(framework, "..", "..", "..", "host", "fxr"));
        string? resolver = Directory.Exists(hosts)
            ? Directory.GetFiles(hosts, "libhostfxr.so", SearchOption.AllDirectories)
                .OrderBy(f => Path.GetFileName(Path.GetDirectoryName(f)) == version)
                .ThenBy(f => f, StringComparer.Ordinal)
                .LastOrDefault()
            : null;
        if (resolver is null)
        {
            throw new DriverException(
                "the .NET installation that runs flowc has no `host/fxr` folder, so no self-contained program can be built")
            {
                Help = "build with `--framework-dependent`, or install .NET from a complete package",
            };
        }

        ImmutableArray<string> withHost = [.. natives.Where(f => Path.GetFileName(f) != "libhostfxr.so"), resolver];
        string policy = Path.Combine(framework, "libhostpolicy.so");
        return new DotNetRuntime(version, assemblies, withHost.Contains(policy) ? withHost : withHost.Add(policy));
    }

    private static DotNetRuntime FromSelfContained(string manifest)
    {
        string version = "";
        (ImmutableArray<string> assemblies, ImmutableArray<string> natives) = Files(manifest, name =>
        {
            bool isRuntime = name.StartsWith("runtimepack." + FrameworkName, StringComparison.Ordinal);
            version = isRuntime ? name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..] : version;
            return isRuntime;
        });
        return new DotNetRuntime(version, assemblies, natives);
    }

    /// <summary>Files beside a manifest (`*.deps.json`), of the libraries that are taken by their names with version.</summary>
    internal static (ImmutableArray<string> Assemblies, ImmutableArray<string> Natives) Files(string manifest, Func<string, bool> takes)
    {
        string folder = Path.GetDirectoryName(manifest) ?? ".";
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(manifest));
        string target = document.RootElement.GetProperty("runtimeTarget").GetProperty("name").GetString() ?? "";
        List<string> assemblies = [];
        List<string> natives = [];
        foreach (JsonProperty library in document.RootElement.GetProperty("targets").GetProperty(target).EnumerateObject())
        {
            if (takes(library.Name))
            {
                AddFiles(library.Value, "runtime", folder, assemblies);
                AddFiles(library.Value, "native", folder, natives);
            }
        }

        return (
            [.. assemblies.Order(StringComparer.Ordinal)],
            [.. natives.Where(f => !IsForDebugging(f)).Order(StringComparer.Ordinal)]);
    }

    private static void AddFiles(JsonElement library, string kind, string folder, List<string> files)
    {
        if (library.TryGetProperty(kind, out JsonElement assets))
        {
            files.AddRange(assets.EnumerateObject()
                .Select(asset => Path.Combine(folder, Path.GetFileName(asset.Name)))
                .Where(File.Exists));
        }
    }
}
