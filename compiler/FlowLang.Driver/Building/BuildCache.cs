using System.Security.Cryptography;
using System.Text;
using FlowLang.Driver.Packaging;

namespace FlowLang.Driver.Building;

/// <summary>
/// Builds of `flowc run` and `flowc show`, by the content they are made from: what was built before starts at once. Libraries are links
/// into flowc's own folder, so a cached build is small and needs this flowc.
/// </summary>
public static class BuildCache
{
    private const int Kept = 16;

    /// <returns>The folder's executable, built now or found.</returns>
    public static BuildResult Build(BuildInput input, Installation installation, CancellationToken cancel)
    {
        string name = input.Code.AssemblyName;
        string root = Path.Combine(Root(), "run");
        string folder = Path.Combine(root, $"{name}-{Key(input, installation)[..20]}");
        string launcher = Path.Combine(folder, name);
        if (File.Exists(launcher))
        {
            Touch(folder);
            return new BuildResult(new Executable(launcher, [], 0, null), []);
        }

        Prune(root);
        BuildOptions options = new(folder) { IsSelfContained = DotNetRuntime.IsSelfContained, LinksLibraries = true };
        return Builder.Build(input, options, installation, cancel);
    }

    private static string Root() =>
        Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
                ? cache
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "flowc");

    private static string Key(BuildInput input, Installation installation)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text));
            hash.AppendData([0]);
        }

        Add(Installation.CompilerIdentity);
        Add(installation.Folder);
        IEnumerable<KeyValuePair<string, string>> own = input.Code.Own.Select(file => KeyValuePair.Create(file.Path, file.Text));
        foreach ((string path, string content) in input.Code.Files.Concat(input.Code.Resources).Concat(input.Extras).Concat(own))
        {
            Add(path);
            Add(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Touch(string folder)
    {
        try
        {
            Directory.SetLastWriteTimeUtc(folder, TimeProvider.System.GetUtcNow().UtcDateTime);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only the order in which old builds are removed depends on it.
        }
    }

    private static void Prune(string root)
    {
        try
        {
            IEnumerable<DirectoryInfo> old = Directory.Exists(root)
                ? new DirectoryInfo(root).GetDirectories().OrderByDescending(d => d.LastWriteTimeUtc).Skip(Kept - 1)
                : [];
            foreach (DirectoryInfo folder in old)
            {
                folder.Delete(recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another flowc prunes too, or runs one of them: the next build tries again.
        }
    }
}
