namespace FlowLang.Runtime;

/// <summary>What <c>serve</c> was asked for on the command line.</summary>
public sealed record ServeOptions
{
    /// <summary>Address and port of the HTTP server, as given; null for the default, <c>none</c> for no such server.</summary>
    public string? Listen { get; init; }

    /// <summary>PEM files of a certificate and its key, with which it speaks HTTPS.</summary>
    public string? Certificate { get; init; }

    public string? Key { get; init; }

    /// <summary>The file of those who may come in.</summary>
    public string? Tokens { get; init; }

    /// <summary>Nobody is asked who they are, even where other machines reach it.</summary>
    public bool IsOpen { get; init; }

    /// <summary>
    /// The path below which its pages are, for a process that hosts programs: it is told by its input when to begin and when to end.
    /// </summary>
    public string? Hosted { get; init; }

    /// <summary>Runs at one time, over all pipelines; streams are not counted.</summary>
    public int Parallel { get; init; } = Math.Max(4, 2 * System.Environment.ProcessorCount);

    /// <summary>How long runs may go on when it is told to end, before they are stopped and rolled back.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The environment of the program that its parameters were taken from.</summary>
    public string? Environment { get; init; }
}
