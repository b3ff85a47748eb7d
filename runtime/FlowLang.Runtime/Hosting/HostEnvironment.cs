namespace FlowLang.Runtime;

/// <summary>What an executable is run in: its streams, clock and environment variables. Tests give their own.</summary>
public sealed record HostEnvironment
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>True when <see cref="Out"/> is a terminal that a person looks at.</summary>
    public bool IsTerminal { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Relative paths start here.</summary>
    public string Directory { get; init; } = Environment.CurrentDirectory;

    /// <summary>Where the executable lies, and its ledger unless another place is asked for.</summary>
    public string ProgramDirectory { get; init; } = AppContext.BaseDirectory;

    /// <summary>How long a ledger that another process writes is waited for; whole seconds.</summary>
    public TimeSpan LedgerPatience { get; init; } = RunLedger.Patience;

    /// <summary>Cancelled to stop as SIGINT and SIGTERM do.</summary>
    public CancellationToken Stop { get; init; }
}
