using System.Diagnostics;

namespace FlowLang.Benchmarks.Measuring;

/// <summary>A program that is run to its end; what it printed is the error where it fails.</summary>
internal static class ChildProcess
{
    /// <param name="program">A path or a name on the search path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it works.</param>
    /// <param name="watch">Told the process's id some twenty times a second.</param>
    public static async Task RunAsync(string program, IEnumerable<string> arguments, string folder, Action<int>? watch = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task exit = process.WaitForExitAsync();
        while (await Task.WhenAny(exit, Task.Delay(50)) != exit)
        {
            watch?.Invoke(process.Id);
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {await output}{await errors}");
        }
    }
}
