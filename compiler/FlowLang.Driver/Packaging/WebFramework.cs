using System.Collections.Immutable;
using FlowLang.Driver.Building;

namespace FlowLang.Driver.Packaging;

/// <summary>
/// ASP.NET Core as it lies beside flowc: inside flowc's folder where that is self-contained, else the shared framework of the `dotnet` that
/// started it. A program takes the few of its assemblies that it reaches.
/// </summary>
/// <param name="Version">Such as `10.0.1`.</param>
/// <param name="Assemblies">Absolute paths.</param>
public sealed record WebFramework(string Version, ImmutableArray<string> Assemblies)
{
    public const string Name = "Microsoft.AspNetCore.App";
    private static readonly Lazy<WebFramework> Found = new(Find);

    public static WebFramework Current => Found.Value;

    /// <summary>With those alone that the libraries name, directly or not, and do not bring themselves.</summary>
    public WebFramework UsedBy(ImmutableArray<Library> libraries)
    {
        Dictionary<string, string> known = Assemblies.ToDictionary(path => Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal);
        string[] brought = [.. libraries.SelectMany(l => l.Assets).Where(a => !a.IsNative).Select(a => a.Path)];
        foreach (string path in brought)
        {
            known.Remove(Path.GetFileNameWithoutExtension(path));
        }

        Stack<string> open = new(brought);
        SortedSet<string> used = new(StringComparer.Ordinal);
        while (open.TryPop(out string? path))
        {
            foreach (string name in AssemblyFacts.ReferencesOf(path))
            {
                if (known.Remove(name, out string? next))
                {
                    used.Add(next);
                    open.Push(next);
                }
            }
        }

        return this with { Assemblies = [.. used] };
    }

    private static WebFramework Find()
    {
        string[] manifests = (AppContext.GetData("APP_CONTEXT_DEPS_FILES") as string ?? "").Split(';');
        string? shared = manifests.FirstOrDefault(path => Path.GetFileName(path) == Name + ".deps.json");
        return shared is null
            ? FromFolder(Installation.Current.DependencyManifest, $"runtimepack.{Name}.")
            : FromFolder(shared, Name);
    }

    /// <param name="library">How the library's name begins in the manifest.</param>
    private static WebFramework FromFolder(string manifest, string library)
    {
        string version = "";
        (ImmutableArray<string> assemblies, _) = DotNetRuntime.Files(manifest, name =>
        {
            bool isFramework = name.StartsWith(library, StringComparison.Ordinal);
            version = isFramework ? name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..] : version;
            return isFramework || MayBeNewer(name);
        });
        return new WebFramework(version, assemblies);
    }

    // Of an assembly that is in the framework and in a package, flowc's folder has the newer one alone, as the package's.
    private static bool MayBeNewer(string library) =>
        library.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || library.StartsWith("System.", StringComparison.Ordinal);
}
