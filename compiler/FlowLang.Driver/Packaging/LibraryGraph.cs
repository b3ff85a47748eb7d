using System.Collections.Immutable;
using System.Text.Json;

namespace FlowLang.Driver.Packaging;

/// <summary>
/// The libraries beside flowc and what each needs, read from flowc's dependency manifest (`flowc.deps.json`): from it a program
/// gets the assemblies and native libraries that it uses and no others, without a network.
/// </summary>
public sealed class LibraryGraph
{
    private readonly Dictionary<string, Library> _byName;
    private readonly Dictionary<string, Library> _byAssembly = new(StringComparer.Ordinal);

    private LibraryGraph(Dictionary<string, Library> byName)
    {
        _byName = byName;
        foreach (Library library in byName.Values)
        {
            foreach (LibraryAsset asset in library.Assets.Where(a => !a.IsNative))
            {
                _byAssembly.TryAdd(Path.GetFileNameWithoutExtension(asset.Path), library);
            }
        }
    }

    /// <param name="manifest">Path of the `.deps.json`; assets are looked for beside it.</param>
    /// <param name="rid">Runtime identifier whose native libraries are taken, such as `linux-x64`.</param>
    public static LibraryGraph Read(string manifest, string rid)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(manifest));
        string folder = Path.GetDirectoryName(Path.GetFullPath(manifest)) ?? ".";
        string target = document.RootElement.GetProperty("runtimeTarget").GetProperty("name").GetString() ?? "";
        Dictionary<string, Library> libraries = new(StringComparer.Ordinal);
        foreach (JsonProperty entry in document.RootElement.GetProperty("targets").GetProperty(target).EnumerateObject())
        {
            if (!entry.Name.StartsWith("runtimepack.", StringComparison.Ordinal))
            {
                Library library = ReadLibrary(entry, folder, rid);
                libraries[library.Name] = library;
            }
        }

        return new LibraryGraph(libraries);
    }

    /// <summary>The file of an assembly that ships with flowc, or null.</summary>
    public string? FindAssembly(string assemblyName) =>
        _byAssembly.GetValueOrDefault(assemblyName)?.Assets
            .FirstOrDefault(a => Path.GetFileNameWithoutExtension(a.Path) == assemblyName)?.Path;

    /// <summary>The libraries of these assemblies with everything they need, sorted by name. Assemblies of the framework are passed
    /// over.</summary>
    public ImmutableArray<Library> Closure(IEnumerable<string> assemblyNames)
    {
        SortedDictionary<string, Library> closure = new(StringComparer.Ordinal);
        Stack<Library> open = new(assemblyNames.Select(n => _byAssembly.GetValueOrDefault(n)).OfType<Library>());
        while (open.TryPop(out Library? library))
        {
            if (closure.TryAdd(library.Name, library))
            {
                foreach (string needed in library.Dependencies)
                {
                    if (_byName.TryGetValue(needed, out Library? dependency))
                    {
                        open.Push(dependency);
                    }
                }
            }
        }

        return [.. closure.Values];
    }

    private static Library ReadLibrary(JsonProperty entry, string folder, string rid)
    {
        int slash = entry.Name.IndexOf('/', StringComparison.Ordinal);
        ImmutableArray<LibraryAsset>.Builder assets = ImmutableArray.CreateBuilder<LibraryAsset>();
        AddAssets(assets, entry.Value, "runtime", folder, isNative: false);
        AddAssets(assets, entry.Value, "native", folder, isNative: true);
        if (entry.Value.TryGetProperty("runtimeTargets", out JsonElement perPlatform))
        {
            foreach (JsonProperty asset in perPlatform.EnumerateObject())
            {
                AddPlatformAsset(assets, asset, folder, rid);
            }
        }

        return new Library(entry.Name[..slash], entry.Name[(slash + 1)..], Names(entry.Value, "dependencies"), assets.ToImmutable());
    }

    private static ImmutableArray<string> Names(JsonElement element, string property) =>
        element.TryGetProperty(property, out JsonElement names) ? [.. names.EnumerateObject().Select(n => n.Name)] : [];

    private static void AddAssets(
        ImmutableArray<LibraryAsset>.Builder assets, JsonElement library, string kind, string folder, bool isNative)
    {
        foreach (string name in Names(library, kind))
        {
            string path = Path.Combine(folder, Path.GetFileName(name));
            if (File.Exists(path))
            {
                assets.Add(new LibraryAsset(path, isNative));
            }
        }
    }

    private static void AddPlatformAsset(ImmutableArray<LibraryAsset>.Builder assets, JsonProperty asset, string folder, string rid)
    {
        string path = Path.Combine(folder, asset.Name);
        string? platform = asset.Value.GetProperty("rid").GetString();
        if ((platform is "linux" or "unix" || platform == rid) && File.Exists(path))
        {
            bool isNative = asset.Value.GetProperty("assetType").GetString() == "native";

            // An assembly made for this platform replaces the one for all.
            assets.RemoveAll(a => !isNative && !a.IsNative && a.FileName == Path.GetFileName(path));
            assets.Add(new LibraryAsset(path, isNative));
        }
    }
}
