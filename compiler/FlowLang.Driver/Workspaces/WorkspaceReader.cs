using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using FlowLang.Driver.Locking;
using FlowLang.Semantics.Binding;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Driver.Workspaces;

/// <summary>
/// Reads a folder of `.flow` files, and the `.cs` files beside them. What can't be taken is a diagnostic; a folder that is not there is a
/// <see cref="DriverException"/>.
/// </summary>
public static class WorkspaceReader
{
    private const int MaxDepth = 64;

    /// <param name="path">A folder, or one file, which stands for its folder.</param>
    /// <param name="time">The clock that dates in warnings go by; null for the machine's.</param>
    public static Workspace Read(string path, TimeProvider? time = null)
    {
        string folder = FolderOf(path);
        List<Diagnostic> mistakes = [];
        List<string> found = [];
        Collect(folder, folder, 0, found, mistakes);
        found.Sort(StringComparer.Ordinal);
        ImmutableArray<SourceText> files = ReadFiles(folder, found.Where(IsFlow), mistakes);
        ImmutableArray<SourceText> csharp = files.Any(file => file.Text.Contains("csharp", StringComparison.Ordinal))
            ? ReadFiles(folder, found.Where(relative => !IsFlow(relative)), mistakes)
            : [];
        if (!found.Exists(IsFlow) && mistakes.Count == 0)
        {
            mistakes.Add(WorkspaceDiagnostics.NoFiles(path));
        }

        (SchemaCatalog catalog, Diagnostic? lockMistake) = LockFile.ReadCatalog(folder);
        if (lockMistake is not null)
        {
            mistakes.Add(lockMistake);
        }

        catalog = catalog with { Today = DateOnly.FromDateTime((time ?? TimeProvider.System).GetUtcNow().UtcDateTime) };
        return new Workspace(
            WorkspaceName.Of(folder), folder, files, catalog, HashOf(files.Concat(csharp), LockFile.ReadBytes(folder)), [.. mistakes])
        {
            CSharp = csharp,
        };
    }

    private static ImmutableArray<SourceText> ReadFiles(string folder, IEnumerable<string> paths, List<Diagnostic> mistakes) =>
        [.. paths.Select(relative => ReadFile(folder, relative, mistakes)).OfType<SourceText>()];

    private static string HashOf(IEnumerable<SourceText> files, byte[] locked)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (SourceText file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\0{file.Text}\0"));
        }

        hash.AppendData(locked);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string FolderOf(string path)
    {
        string full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            return full;
        }

        if (File.Exists(full) && Path.GetDirectoryName(full) is { } parent && full.EndsWith(".flow", StringComparison.Ordinal))
        {
            return parent;
        }

        throw new DriverException($"there is no folder `{path}`")
        {
            Help = "name the folder that holds the `.flow` files, or make one: `flowc new NAME`",
        };
    }

    private static void Collect(string root, string folder, int depth, List<string> found, List<Diagnostic> mistakes)
    {
        if (depth > MaxDepth)
        {
            return;
        }

        foreach (FileSystemInfo entry in Entries(root, folder, mistakes))
        {
            string relative = Path.GetRelativePath(root, entry.FullName).Replace('\\', '/');
            bool isSource = IsFlow(relative) || IsCSharp(relative);
            if (entry.LinkTarget is not null)
            {
                CollectLink(root, entry, relative, isSource, found, mistakes);
            }
            else if (entry is DirectoryInfo)
            {
                if (!IsSkipped(entry.Name))
                {
                    Collect(root, entry.FullName, depth + 1, found, mistakes);
                }
            }
            else if (isSource)
            {
                found.Add(relative);
            }
        }
    }

    private static IEnumerable<FileSystemInfo> Entries(string root, string folder, List<Diagnostic> mistakes)
    {
        try
        {
            return new DirectoryInfo(folder).GetFileSystemInfos();
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            SourceText place = new(Path.GetRelativePath(root, folder), "");
            mistakes.Add(WorkspaceDiagnostics.Unreadable(place.Span(0, 0), Reasons.Of(e)));
            return [];
        }
    }

    /// <summary>Links to folders are not followed (a cycle would never end); links to files must stay inside.</summary>
    private static void CollectLink(
        string root, FileSystemInfo link, string relative, bool isSource, List<string> found, List<Diagnostic> mistakes)
    {
        if (!isSource || link is DirectoryInfo)
        {
            return;
        }

        SourceText place = new(relative, "");
        try
        {
            string? target = link.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
            if (target is not null && !File.Exists(target))
            {
                mistakes.Add(WorkspaceDiagnostics.Unreadable(place.Span(0, 0), "the symbolic link points to nothing"));
            }
            else if (target is not null && target.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                found.Add(relative);
            }
            else
            {
                mistakes.Add(WorkspaceDiagnostics.LeavesWorkspace(place.Span(0, 0)));
            }
        }
        catch (IOException e)
        {
            mistakes.Add(WorkspaceDiagnostics.Unreadable(place.Span(0, 0), Reasons.Of(e)));
        }
    }

    private static bool IsFlow(string path) => path.EndsWith(".flow", StringComparison.Ordinal);

    // What a build of C# leaves is no source.
    private static bool IsCSharp(string path) =>
        path.EndsWith(".cs", StringComparison.Ordinal) && !path.Split('/').Any(part => part is "bin" or "obj");

    /// <summary>Hidden folders hold no programs.</summary>
    private static bool IsSkipped(string name) => name.StartsWith('.') || name is "node_modules";

    private static SourceText? ReadFile(string folder, string relative, List<Diagnostic> mistakes)
    {
        SourceText place = new(relative, "");
        try
        {
            FileInfo file = new(Path.Combine(folder, relative));
            if (file.LinkTarget is null && file.Length > SourceDecoder.MaxLength)
            {
                mistakes.Add(WorkspaceDiagnostics.TooLarge(place.Span(0, 0), file.Length, SourceDecoder.MaxLength));
                return null;
            }

            (SourceText text, Diagnostic? mistake) = SourceDecoder.Decode(relative, File.ReadAllBytes(file.FullName));
            if (mistake is null)
            {
                return text;
            }

            mistakes.Add(mistake);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            mistakes.Add(WorkspaceDiagnostics.Unreadable(place.Span(0, 0), Reasons.Of(e)));
        }

        return null;
    }
}
