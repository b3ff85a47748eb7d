using System.Globalization;
using FlowLang.Runtime;

namespace FlowLang.Driver.Packaging;

/// <summary>
/// A hidden folder inside of another, named after this process, so that the next one can see whether a dead one left it.
/// </summary>
internal static class AsideFolder
{
    private const string Prefix = ".flowc~";

    /// <summary>Makes one in <paramref name="folder"/>, and removes those of dead processes.</summary>
    public static string Create(string folder)
    {
        foreach (string left in Directory.GetDirectories(folder, Prefix + "*").Where(IsDead))
        {
            Delete(left);
        }

        ProcessIdentity me = ProcessIdentity.Current;
        string name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{me.Host}~{me.Pid}~{me.Started}");
        return Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
    }

    public static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next build into the folder tries again.
        }
    }

    private static bool IsDead(string folder) =>
        Path.GetFileName(folder)[Prefix.Length..].Split('~') is [var host, var pid, var started]
        && int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out int id)
        && !new ProcessIdentity(host, id, started).MayBeAlive;
}
