using System.Collections;
using System.Runtime.InteropServices;

namespace FlowLang.Cli.Terminal;

/// <summary>
/// Turns this process into another program (execve): terminal, pipes, signals and the exit code are that program's own from then on.
/// </summary>
internal static partial class ProcessReplacement
{
    /// <summary>Returns only when the program could not be started, with the system's error number.</summary>
    public static int Execute(string file, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = variable.Value as string ?? "";
        }

        foreach ((string name, string value) in environment)
        {
            variables[name] = value;
        }

        string?[] argv = [file, .. arguments, null];
        string?[] envp = [.. variables.Select(v => $"{v.Key}={v.Value}"), null];
        RemoveDiagnosticPorts();
        _ = Replace(file, argv, envp);
        return Marshal.GetLastPInvokeError();
    }

    // .NET names its diagnostic sockets after the process (dotnet-diagnostic-PID-START-socket). The program is the same process: it could
    // not open its own, and nobody would remove these.
    private static void RemoveDiagnosticPorts()
    {
        try
        {
            foreach (string port in Directory.GetFiles(Path.GetTempPath(), $"*-{Environment.ProcessId}-*")
                .Where(f => Path.GetFileName(f).StartsWith("dotnet-diagnostic-", StringComparison.Ordinal)
                    || Path.GetFileName(f).StartsWith("clr-debug-pipe-", StringComparison.Ordinal)))
            {
                File.Delete(port);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // They are in nobody's way.
        }
    }

    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Replace(string file, string?[] arguments, string?[] environment);
}
