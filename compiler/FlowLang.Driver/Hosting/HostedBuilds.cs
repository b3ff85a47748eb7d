using FlowLang.Fleet;
using FlowLang.Runtime;

namespace FlowLang.Driver.Hosting;

/// <summary>What `flowc serve` was asked for.</summary>
/// <param name="Folder">Each build is a folder in it.</param>
/// <param name="Listen">Address and port.</param>
public sealed record HostingRequest(string Folder, string Listen)
{
    public string? Tokens { get; init; }

    /// <summary>Nobody is asked who they are.</summary>
    public bool IsOpen { get; init; }

    /// <summary>How long a version may take until it can work.</summary>
    public required TimeSpan ReadyWithin { get; init; }

    /// <summary>How long runs may go on in the end.</summary>
    public required TimeSpan Drain { get; init; }
}

/// <summary>Hosts the builds of a folder behind one address.</summary>
public static class HostedBuilds
{
    /// <summary>
    /// Until <paramref name="stop"/> is cancelled. <paramref name="say"/> gets each line, and whether it is about a problem.
    /// </summary>
    public static async Task RunAsync(HostingRequest request, Action<string, bool> say, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(say);
        FleetOptions options = new(Path.GetFullPath(request.Folder))
        {
            Listen = request.Listen,
            Tokens = request.Tokens is { } file ? Path.GetFullPath(file) : null,
            IsOpen = request.IsOpen,
            ReadyWithin = request.ReadyWithin,
            Drain = request.Drain,
        };
        try
        {
            await FleetServer.RunAsync(options, new LineLog(say), Environment.GetEnvironmentVariable, stop);
        }
        catch (FlowException e)
        {
            throw new DriverException($"{e.Error.Code}: {e.Error.Message}", e) { Why = e.Error.Why, Help = e.Error.Help };
        }
    }

    private sealed class LineLog(Action<string, bool> say) : RunLog
    {
        public override void Write(LogLevel level, string message, params ReadOnlySpan<KeyValuePair<string, object?>> fields) =>
            say(message, level >= LogLevel.Warning);
    }
}
