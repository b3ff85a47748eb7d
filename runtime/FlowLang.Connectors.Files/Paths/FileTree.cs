namespace FlowLang.Connectors.Files;

/// <summary>A connection's root folder: expands globs below it and refuses what leaves it.</summary>
internal sealed class FileTree(string connection, string root)
{
    private readonly string _realRoot = RealPath.Of(root);

    public string Root => root;

    /// <summary>
    /// The files that match, as absolute paths in the order of their names by code point. Names that begin with a dot never match.
    /// </summary>
    public IReadOnlyList<string> Match(string pattern)
    {
        IEnumerable<string> paths = [root];
        string[] segments = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < segments.Length; i++)
        {
            string segment = segments[i];
            bool last = i == segments.Length - 1;
            paths = segment == "**" ? paths.SelectMany(Descendants) : paths.SelectMany(p => Children(p, segment, last));
        }

        List<string> found = [.. paths.Distinct(StringComparer.Ordinal)];
        found.Sort(StringComparer.Ordinal);
        found.ForEach(Guard);
        return found;
    }

    /// <summary>The absolute path of a target below the root, which need not exist.</summary>
    public string Target(string path)
    {
        string full = Path.GetFullPath(Path.Combine(root, path.TrimStart('/')));
        Guard(full);
        return full;
    }

    /// <summary>A path as messages and <c>source_file</c> show it: relative to the root, with slashes.</summary>
    public string Relative(string path) => Path.GetRelativePath(root, path).Replace('\\', '/');

    /// <summary>A few names near a pattern that matched nothing.</summary>
    public IReadOnlyList<string> Nearby(string pattern)
    {
        string folder = root;
        foreach (string segment in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Combine(folder, segment);
            if (Glob.Is(segment) || !Directory.Exists(next))
            {
                break;
            }

            folder = next;
        }

        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFileSystemEntries(folder).Select(Relative).Where(IsShown).Order(StringComparer.Ordinal).Take(8)]
            : [];
    }

    private static bool IsShown(string name) => !Path.GetFileName(name).StartsWith('.');

    private static IEnumerable<string> Children(string folder, string segment, bool last)
    {
        if (!Glob.Is(segment))
        {
            string path = Path.Combine(folder, segment);
            return last ? File.Exists(path) ? [path] : [] : Directory.Exists(path) ? [path] : [];
        }

        if (!Directory.Exists(folder))
        {
            return [];
        }

        IEnumerable<string> entries = last ? Directory.EnumerateFiles(folder) : Directory.EnumerateDirectories(folder);
        return entries.Where(e => Glob.Matches(segment, Path.GetFileName(e)));
    }

    private static IEnumerable<string> Descendants(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint,
        };
        return Directory.EnumerateDirectories(folder, "*", options).Prepend(folder);
    }

    private void Guard(string path)
    {
        string real = RealPath.Of(path);
        if (real != _realRoot && !real.StartsWith(_realRoot.TrimEnd('/') + '/', StringComparison.Ordinal))
        {
            throw FileErrors.OutsideRoot(connection, Relative(path));
        }
    }
}
