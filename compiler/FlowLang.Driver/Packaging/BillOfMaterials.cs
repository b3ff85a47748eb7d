using System.Collections.Immutable;

namespace FlowLang.Driver.Packaging;

/// <summary>The packages whose files a program brings, sorted by name.</summary>
internal sealed record BillOfMaterials(ImmutableArray<BillEntry> Entries)
{
    private const string OwnPrefix = "FlowLang.";

    /// <param name="libraries">Libraries of the program.</param>
    /// <param name="runtime">Null where the machine that runs the program brings it.</param>
    /// <param name="web">What is used of ASP.NET Core; it is of the machine, too, where the runtime is.</param>
    /// <param name="rid">The platform.</param>
    public static BillOfMaterials Of(ImmutableArray<Library> libraries, DotNetRuntime? runtime, WebFramework web, string rid)
    {
        List<BillEntry> entries = [];
        if (runtime is not null)
        {
            entries.Add(Framework(DotNetRuntime.FrameworkName, runtime.Version, rid, [.. runtime.Assemblies, .. runtime.Natives]));
            if (!web.Assemblies.IsEmpty)
            {
                entries.Add(Framework(WebFramework.Name, web.Version, rid, web.Assemblies));
            }
        }

        // Packages that only name others bring nothing.
        HashSet<string> known = [.. libraries.Where(l => !l.Assets.IsEmpty).Select(l => l.Name)];
        entries.AddRange(libraries.Where(l => known.Contains(l.Name)).Select(l => Of(l, Needs(l, libraries, known))));
        return new BillOfMaterials([.. entries.OrderBy(e => e.Name, StringComparer.Ordinal)]);
    }

    private static BillEntry Of(Library library, ImmutableArray<string> needs)
    {
        bool isOwn = library.Name.StartsWith(OwnPrefix, StringComparison.Ordinal);
        return new BillEntry(
            library.Name, library.Version, isOwn ? Licences.Own : Licences.Of(library.Name),
            $"pkg:{(isOwn ? "generic" : "nuget")}/{library.Name}@{library.Version}", IsFramework: false,
            Names(library.Assets.Select(a => a.Path)), needs);
    }

    // Through those that bring nothing.
    private static ImmutableArray<string> Needs(Library library, ImmutableArray<Library> libraries, HashSet<string> known)
    {
        SortedSet<string> found = new(StringComparer.Ordinal);
        HashSet<string> seen = [];
        Stack<string> open = new(library.Dependencies);
        while (open.TryPop(out string? name))
        {
            if (known.Contains(name))
            {
                found.Add(name);
            }
            else if (seen.Add(name) && libraries.FirstOrDefault(l => l.Name == name) is { } through)
            {
                through.Dependencies.ToList().ForEach(open.Push);
            }
        }

        return [.. found];
    }

    private static BillEntry Framework(string framework, string version, string rid, ImmutableArray<string> files)
    {
        string name = $"{framework}.Runtime.{rid}";
        return new BillEntry(name, version, Licences.Own, $"pkg:nuget/{name}@{version}", IsFramework: true, Names(files), []);
    }

    private static ImmutableArray<string> Names(IEnumerable<string> paths) =>
        [.. paths.Select(path => Path.GetFileName(path)).Distinct().Order(StringComparer.Ordinal)];
}
