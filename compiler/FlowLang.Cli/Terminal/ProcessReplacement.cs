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
        _ = Replace(file, argv, envp);
        return Marshal.GetLastPInvokeError();
    }

    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Replace(string file, string?[] arguments, string?[] environment);
}
