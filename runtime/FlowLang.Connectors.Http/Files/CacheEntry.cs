using System.Security.Cryptography;
using System.Text;

namespace FlowLang.Connectors.Http;

/// <summary>
/// The copy of one file of a server: a folder with the version that is current, the one before it (which a run may still read), the part of
/// one that is on its way, and what is known of them. A version is a folder of its own and never changes.
/// </summary>
internal sealed class CacheEntry
{
    private readonly string _folder;
    private readonly string _name;

    /// <param name="cache">The connection's folder.</param>
    /// <param name="name">The file's path below the base url.</param>
    public CacheEntry(string cache, string name)
    {
        _name = LocalName(name);
        string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..12];
        string last = _name[(_name.LastIndexOf('/') + 1)..];
        _folder = Path.Combine(cache, $"{last[..Math.Min(last.Length, 80)]}-{key}");
        Directory.CreateDirectory(_folder);
        Current = FileFacts.Read(Facts) is { } facts && new FileInfo(PathOf(facts)) is { Exists: true } file && file.Length == facts.Bytes
            ? facts
            : null;
    }

    /// <summary>The version that is whole; null where there is none.</summary>
    public FileFacts? Current { get; private set; }

    public string Lock => Path.Combine(_folder, "lock");

    /// <summary>The bytes of a version that is on its way.</summary>
    public string Part => Path.Combine(_folder, "part");

    /// <summary>What is known of <see cref="Part"/>.</summary>
    public string PartFacts => Path.Combine(_folder, "part.json");

    private string Facts => Path.Combine(_folder, "current.json");

    /// <summary>
    /// A path below the base url as a path below a folder: what would be a glob there is escaped as in a url. Placeholders stay.
    /// </summary>
    public static string LocalName(string path) => path.TrimStart('/')
        .Replace("?", "%3F", StringComparison.Ordinal).Replace("*", "%2A", StringComparison.Ordinal);

    /// <summary>The folder that stands for the base url where a version is read.</summary>
    public string RootOf(FileFacts version) => Path.Combine(_folder, version.Sha256[..16]);

    /// <summary>Makes the part the current version.</summary>
    public FileFacts Install(FileFacts version)
    {
        string path = PathOf(version);
        if (Current?.Sha256 == version.Sha256)
        {
            File.Delete(Part);
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? _folder);
            File.Move(Part, path, overwrite: true);
        }

        version.Write(Facts);
        File.Delete(PartFacts);
        RemoveAllBut(RootOf(version), Current is { } before ? RootOf(before) : "");
        Current = version;
        return version;
    }

    private string PathOf(FileFacts version) => Path.Combine(RootOf(version), _name);

    private void RemoveAllBut(params ReadOnlySpan<string> kept)
    {
        foreach (string folder in Directory.EnumerateDirectories(_folder))
        {
            if (!kept.Contains(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
