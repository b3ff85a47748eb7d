using System.Globalization;

namespace FlowLang.Runtime;

/// <summary>
/// A process that can be told from a later one of the same number: host, pid, and start time with the machine that counts it, because
/// machines and containers may have one name.
/// </summary>
public sealed record ProcessIdentity(string Host, int Pid, string Started)
{
    // Part of the names of folders, too.
    private static readonly string s_machine = $"@{Read("/proc/sys/kernel/random/boot_id").Trim()}-{Namespace()}";

    public static ProcessIdentity Current { get; } =
        new(Environment.MachineName, Environment.ProcessId, (StartOf(Environment.ProcessId) ?? "unknown") + s_machine);

    /// <summary>
    /// False only when it certainly has ended, for who shares a disk with it: a process of another host is taken to be alive.
    /// </summary>
    public bool MayBeAlive => Host != Environment.MachineName
        || (StartOf(Pid) is { } started && (Started == started + s_machine || Started == started));

    /// <summary>As <see cref="MayBeAlive"/>, where other machines may have the same name.</summary>
    public bool MayBeAliveElsewhere => MayBeAlive || !Started.EndsWith(s_machine, StringComparison.Ordinal);

    // Field 22 of /proc/PID/stat is the start time in ticks since boot; the command before it may hold spaces.
    private static string? StartOf(int pid) =>
        Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat")) is { Length: > 0 } stat
            ? stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19]
            : null;

    // The number in pid:[4026531836].
    private static string Namespace()
    {
        try
        {
            string name = File.ResolveLinkTarget("/proc/self/ns/pid", returnFinalTarget: false)?.Name ?? "";
            return string.Concat(name.Where(char.IsAsciiDigit));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
