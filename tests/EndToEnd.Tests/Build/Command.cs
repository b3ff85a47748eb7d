using System.Diagnostics;

namespace FlowLang.EndToEnd.Tests.Build;

/// <summary>What a process said and how it ended.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    public override string ToString() => $"exit {ExitCode}\n--- output\n{Output}\n--- errors\n{Errors}";
}

/// <summary>Runs real executables.</summary>
public static class Command
{
    public static string Flowc { get; } = Environment.GetEnvironmentVariable("FLOWC") ?? Path.Combine(AppContext.BaseDirectory, "flowc");

    public static Task<CommandResult> FlowcAsync(string folder, params string[] arguments) => RunAsync(Flowc, folder, arguments);

    public static async Task<CommandResult> RunAsync(
        string file, string folder, string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start");
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(5));
        await using CancellationTokenRegistration ends = limit.Token.Register(process.Kill);
        await process.WaitForExitAsync();
        Assert.False(limit.IsCancellationRequested, $"{file} stood still:\n{await output}\n{await errors}");
        return new CommandResult(process.ExitCode, await output, await errors);
    }
}
