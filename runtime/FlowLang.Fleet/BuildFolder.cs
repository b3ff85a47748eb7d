using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FlowLang.Fleet;

/// <summary>A folder that <c>flowc build</c> made, as of a look at it.</summary>
/// <param name="Name">Of the folder: the program's address is below it.</param>
/// <param name="Path">Absolute.</param>
/// <param name="Program">The workspace's name, which the launcher has.</param>
/// <param name="Version">Changes when any file of the build does.</param>
internal sealed record BuildFolder(string Name, string Path, string Program, string Version)
{
    private const string Manifest = ".manifest.json";
    private const int VersionDigits = 12;

    /// <summary>The builds in a folder; what is no build is left out.</summary>
    public static ImmutableArray<BuildFolder> Find(string root) =>
        [.. Directory.GetDirectories(root).Order(StringComparer.Ordinal).Select(Read).OfType<BuildFolder>()];

    /// <summary>
    /// Copies the version aside, into <paramref name="kept"/>; null where a build changed the folder meanwhile.
    /// </summary>
    public string? Copy(string kept)
    {
        string target = System.IO.Path.Combine(kept, Name, Version);
        if (Directory.Exists(target))
        {
            return target;
        }

        string part = target + ".part";
        if (Directory.Exists(part))
        {
            Directory.Delete(part, recursive: true);
        }

        Directory.CreateDirectory(part);
        foreach (string file in Files(Path, Program))
        {
            File.Copy(file, System.IO.Path.Combine(part, System.IO.Path.GetFileName(file)));
        }

        if (Read(Path)?.Version != Version)
        {
            Directory.Delete(part, recursive: true);
            return null;
        }

        Directory.Move(part, target);
        return target;
    }

    /// <summary>Of a version that was copied: what its sources were.</summary>
    public static string SourceHash(string folder, string program)
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(System.IO.Path.Combine(folder, program + Manifest)));
        return manifest.RootElement.GetProperty("source_hash").GetString() ?? "";
    }

    private static BuildFolder? Read(string folder)
    {
        try
        {
            string name = System.IO.Path.GetFileName(folder);
            if (name.StartsWith('.') || Directory.GetFiles(folder, "*" + Manifest) is not [var manifest])
            {
                return null;
            }

            string program = System.IO.Path.GetFileName(manifest)[..^Manifest.Length];
            return File.Exists(System.IO.Path.Combine(folder, program))
                ? new BuildFolder(name, folder, program, VersionOf(folder, program))
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it is being changed
        }
    }

    // Of every file, each second: one that is written in place leaves the time of its folder as it was, and notices of the system don't
    // come from every disk. Ten builds of eighty files take 3 ms of a core.
    private static string VersionOf(string folder, string program)
    {
        var text = new StringBuilder();
        foreach (string file in Files(folder, program))
        {
            FileInfo info = new(file);
            text.Append(CultureInfo.InvariantCulture, $"{info.Name} {info.Length} {info.LastWriteTimeUtc.Ticks}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..VersionDigits];
    }

    // Not what the program keeps beside itself.
    private static IEnumerable<string> Files(string folder, string program) => Directory.GetFiles(folder)
        .Where(file => System.IO.Path.GetFileName(file) is var name && !name.StartsWith('.')
            && !name.StartsWith(program + ".ledger.db", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);
}
