using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>The options that <c>run</c> and <c>doctor</c> understand, as given.</summary>
internal sealed record HostOptions
{
    public ImmutableArray<string> Pipelines { get; init; } = [];

    public string? Interval { get; init; }

    /// <summary><c>name=value</c></summary>
    public ImmutableArray<string> Parameters { get; init; } = [];

    public string? Environment { get; init; }

    public string? DataDirectory { get; init; }

    public string? Ledger { get; init; }

    public string? Memory { get; init; }

    public int Threads { get; init; }

    public bool DryRun { get; init; }

    /// <summary>Streams end at the end that their input has at the start.</summary>
    public bool Bounded { get; init; }

    /// <summary>Load files again that did not change since they were loaded.</summary>
    public bool Reload { get; init; }

    /// <summary>The first interval of a backfill.</summary>
    public string? From { get; init; }

    /// <summary>The first interval behind a backfill.</summary>
    public string? To { get; init; }

    /// <summary>Runs of a backfill at one time.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>A backfill runs intervals again that were loaded already.</summary>
    public bool Force { get; init; }

    /// <summary>A backfill starts no interval behind one that failed.</summary>
    public bool StopOnFailure { get; init; }
}
