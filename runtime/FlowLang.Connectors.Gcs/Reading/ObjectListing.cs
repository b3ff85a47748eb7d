using System.Collections.Immutable;

namespace FlowLang.Connectors.Gcs;

/// <summary>The objects that a path matches, of folders with a manifest those that are committed.</summary>
/// <param name="source">Who reads, for messages.</param>
internal sealed class ObjectListing(GcsConnection connection, string source)
{
    // Each further look needs another commit in between.
    private const int MostLooks = 10;

    /// <summary>In the order of their names by code point; none where nothing matches.</summary>
    /// <param name="path">Below the connection's prefix; its placeholders are bound.</param>
    public async Task<ImmutableArray<StorageObject>> MatchAsync(string path, CancellationToken cancel)
    {
        ObjectPattern pattern = new(path);
        ImmutableArray<StorageObject> listed = await ListAsync(pattern, cancel);
        Dictionary<string, (FolderManifest Manifest, long Generation)> manifests = await ManifestsAsync(listed, cancel);
        for (int look = 1; look < MostLooks && Lacks(pattern, listed, manifests); look++)
        {
            // A part that the manifest names is not in the listing: it was committed since, or somebody deleted it (a lifecycle rule).
            // Where the manifest stays the same around a second listing, it is the latter.
            Dictionary<string, (FolderManifest Manifest, long Generation)> before = manifests;
            listed = await ListAsync(pattern, cancel);
            manifests = await ManifestsAsync(listed, cancel);
            if (manifests.Count == before.Count && manifests.All(m => before.GetValueOrDefault(m.Key).Generation == m.Value.Generation))
            {
                break;
            }
        }

        return
        [
            .. listed.Where(o => manifests[FolderOf(o.Name)].Manifest.Shows(NameOf(o.Name), o))
                .OrderBy(o => o.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>A few names near a path that matched nothing.</summary>
    public async Task<IReadOnlyList<string>> NearbyAsync(string path, CancellationToken cancel)
    {
        const int shown = 8;
        string prefix = new ObjectPattern(path).Prefix;
        string folder = connection.Prefix + prefix[..(prefix.LastIndexOf('/') + 1)];
        (ImmutableArray<StorageObject> objects, _) = await connection.Api.ListAsync(source, folder, null, null, 100, cancel);
        return [.. objects.Where(o => !NameOf(o.Name).StartsWith('.')).Select(connection.Relative).Take(shown)];
    }

    private async Task<ImmutableArray<StorageObject>> ListAsync(ObjectPattern pattern, CancellationToken cancel)
    {
        if (pattern.Name is { } name)
        {
            return await connection.Api.FindAsync(source, connection.Prefix + name, cancel) is { } one ? [one] : [];
        }

        string prefix = connection.Prefix + pattern.Prefix;
        ImmutableArray<StorageObject> all =
            await connection.Api.ListAllAsync(source, prefix, pattern.IsFlat ? "/" : null, cancel);

        // A name that ends with a slash is a console's way to show an empty folder.
        return [.. all.Where(o => !o.Name.EndsWith('/') && pattern.Matches(connection.Relative(o)))];
    }

    private async Task<Dictionary<string, (FolderManifest Manifest, long Generation)>> ManifestsAsync(
        ImmutableArray<StorageObject> listed, CancellationToken cancel)
    {
        Dictionary<string, (FolderManifest, long)> manifests = new(StringComparer.Ordinal);
        foreach (IGrouping<string, StorageObject> folder in listed.GroupBy(o => FolderOf(o.Name)))
        {
            bool isManaged = folder.Any(o => o.Run is not null);
            manifests[folder.Key] = isManaged
                ? await ManifestReader.ReadAsync(connection, source, folder.Key, cancel)
                : (FolderManifest.Empty, 0);
        }

        return manifests;
    }

    private bool Lacks(
        ObjectPattern pattern, ImmutableArray<StorageObject> listed,
        Dictionary<string, (FolderManifest Manifest, long Generation)> manifests)
    {
        HashSet<string> names = [.. listed.Select(o => o.Name)];
        return manifests.Any(m => m.Value.Manifest.Parts.Select(p => m.Key + p.Name)
            .Any(name => !names.Contains(name) && pattern.Matches(name[connection.Prefix.Length..])));
    }

    private static string FolderOf(string name) => name[..(name.LastIndexOf('/') + 1)];

    private static string NameOf(string name) => name[(name.LastIndexOf('/') + 1)..];
}
