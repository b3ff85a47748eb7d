using System.Globalization;

namespace FlowLang.Runtime;

/// <summary>A process that can be told from a later one of the same number: host, pid and start time.</summary>
public sealed record ProcessIdentity(string Host, int Pid, string Started)
{
    public static ProcessIdentity Current { get; } =
        new(Environment.MachineName, Environment.ProcessId, StartOf(Environment.ProcessId) ?? "unknown");

    /// <summary>False only when it certainly has ended: a process of another host is taken to be alive.</summary>
    public bool MayBeAlive => Host != Environment.MachineName || StartOf(Pid) == Started;

    // Field 22 of /proc/PID/stat is the start time in ticks since boot; the command before it may hold spaces.
    private static string? StartOf(int pid)
    {
        try
        {
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
