using System.Diagnostics;
using System.Globalization;

namespace FlowLang.Connectors.Files;

/// <summary>
/// Names of what a run writes aside: hidden, beside the target, telling host and process, so that the next run can see whether the one that
/// left it is still alive. <c>.flow~host~pid~started~run~number~name</c>
/// </summary>
internal static class AsideName
{
    private const string Prefix = ".flow~";
    private const string OldMark = "old";

    private static readonly string s_process = string.Create(
        CultureInfo.InvariantCulture, $"{Environment.MachineName}~{Environment.ProcessId}~{Started(Environment.ProcessId)}");

    public static string For(string target, string run, int number) =>
        Path.Combine(Path.GetDirectoryName(target) ?? "/", $"{Prefix}{s_process}~{run}~{number}~{Path.GetFileName(target)}");

    /// <summary>Where the old folder waits between two renames, where they can't be exchanged in one.</summary>
    public static string ForOld(string target) =>
        Path.Combine(Path.GetDirectoryName(target) ?? "/", $"{Prefix}{s_process}~{OldMark}~0~{Path.GetFileName(target)}");

    /// <summary>Removes what dead processes of this host left in a folder; puts an old folder back that lost its place.</summary>
    public static void CleanUp(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        var hiddenToo = new EnumerationOptions { AttributesToSkip = default };
        foreach (string path in Directory.EnumerateFileSystemEntries(folder, Prefix + "*", hiddenToo))
        {
            string[] parts = Path.GetFileName(path)[Prefix.Length..].Split('~', 6);
            if (parts.Length == 6 && parts[0] == Environment.MachineName && !IsAlive(parts[1], parts[2]))
            {
                Recover(path, parts, folder);
            }
        }
    }

    public static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    private static void Recover(string path, string[] parts, string folder)
    {
        string target = Path.Combine(folder, parts[5]);
        if (parts[3] == OldMark && !Directory.Exists(target))
        {
            Directory.Move(path, target);
        }
        else
        {
            Delete(path);
        }
    }

    private static bool IsAlive(string pid, string started) =>
        int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out int id) && Started(id) == started;

    private static string Started(int pid)
    {
        try
        {
            // Field 22 of /proc/pid/stat: start time in clock ticks since boot; the command before it may hold spaces.
            string stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
        }
        catch (IOException)
        {
            return "none";
        }
    }
}
