namespace FlowLang.Semantics.Binding.Workspace;

/// <summary>Workspace-relative paths of modules, without touching a disk.</summary>
internal static class ModulePath
{
    /// <summary>
    /// The path that <paramref name="written"/> means in the file <paramref name="from"/>; null where it leaves the workspace.
    /// </summary>
    public static string? Resolve(string from, string written)
    {
        if (written.Length == 0 || written[0] == '/' || written.Contains('\\') || written.Contains(':'))
        {
            return null;
        }

        List<string> parts = [.. from.Split('/')[..^1]];
        foreach (string part in written.Split('/'))
        {
            switch (part)
            {
                case "." or "":
                    break;
                case ".." when parts.Count == 0:
                    return null;
                case "..":
                    parts.RemoveAt(parts.Count - 1);
                    break;
                default:
                    parts.Add(part);
                    break;
            }
        }

        return string.Join('/', parts);
    }

    /// <summary>How <paramref name="from"/> would write the path of <paramref name="target"/>.</summary>
    public static string Relative(string from, string target)
    {
        string[] here = from.Split('/')[..^1];
        string[] there = target.Split('/');
        int shared = 0;
        while (shared < here.Length && shared < there.Length - 1 && here[shared] == there[shared])
        {
            shared++;
        }

        string up = shared == here.Length ? "./" : string.Concat(Enumerable.Repeat("../", here.Length - shared));
        return up + string.Join('/', there[shared..]);
    }
}
