namespace FlowLang.Connectors.Files;

/// <summary>Resolves symbolic links in every part of a path; parts that do not exist stay as they are.</summary>
internal static class RealPath
{
    private const int MaxLinks = 40;

    public static string Of(string path)
    {
        int links = 0;
        return Resolve(Path.GetFullPath(path), ref links);
    }

    private static string Resolve(string full, ref int links)
    {
        string current = Path.GetPathRoot(full) ?? "/";
        foreach (string part in full[current.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Combine(current, part);
            string? target = new FileInfo(next).LinkTarget;
            if (target is not null && ++links > MaxLinks)
            {
                throw new IOException($"too many links at {full}");
            }

            current = target is null ? next : Resolve(Path.GetFullPath(Path.Combine(current, target)), ref links);
        }

        return current;
    }
}
