using System.Text;

namespace FlowLang.Driver.Workspaces;

/// <summary>The name of the executable, taken from the folder: what a file system, a shell and systemd all take as it is.</summary>
public static class WorkspaceName
{
    public static string Of(string folder)
    {
        string last = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        StringBuilder name = new(last.Length);
        foreach (char c in last.ToLowerInvariant())
        {
            name.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-');
        }

        string trimmed = name.ToString().Trim('-', '_');
        return trimmed.Length == 0 ? "flow" : trimmed;
    }

    /// <summary>Whether it can name an executable as it stands.</summary>
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= 100
        && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
