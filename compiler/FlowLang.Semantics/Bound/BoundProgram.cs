using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Declarations;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Bound;

/// <summary>A workspace with every name resolved and every expression typed.</summary>
public sealed record BoundProgram(
    ImmutableArray<ParameterSymbol> Parameters,
    ImmutableArray<SecretSymbol> Secrets,
    ImmutableArray<TypeSymbol> Types,
    ImmutableArray<ConnectionSymbol> Connections,
    ImmutableArray<SourceSymbol> Sources,
    ImmutableArray<BoundTransform> Transforms,
    ImmutableArray<BoundPipeline> Pipelines,
    ImmutableArray<BoundTest> Tests,
    ImmutableArray<BoundEnvironment> Environments,
    ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>What the program has in C#.</summary>
    public ImmutableArray<FunctionSymbol> Functions { get; init; } = [];

    /// <summary>Where it runs.</summary>
    public ImmutableArray<BoundDeployment> Deployments { get; init; } = [];

    /// <summary>Of `workspace name { … }`; null where there is none.</summary>
    public string? Name { get; init; }

    /// <summary>The database of the run ledger; null for a file beside the executable.</summary>
    public ConnectionSymbol? Ledger { get; init; }

    /// <summary>Runs that may go at once, by the name of the pool that their pipelines share.</summary>
    public ImmutableSortedDictionary<string, int> Pools { get; init; } = ImmutableSortedDictionary<string, int>.Empty;
}

/// <param name="Query">Ends with a <see cref="BoundRequire"/> for each row expectation of severity fail or reject.</param>
/// <param name="Expectations">Of all `expect on` blocks for it, in source order, those that are steps of the query included.</param>
public sealed record BoundTransform(TransformSymbol Symbol, BoundQuery Query, ImmutableArray<BoundExpectation> Expectations, TextSpan Span);

public enum ExpectationSeverity
{
    Fail,
    Reject,
    Warn,
}

/// <summary>One line of an `expect` block.</summary>
/// <param name="Name">As reports show it.</param>
public abstract record BoundExpectation(string Name, ExpectationSeverity Severity, TextSpan Span);

public sealed record BoundRowExpectation(string Name, BoundExpression Condition, ExpectationSeverity Severity, TextSpan Span)
    : BoundExpectation(Name, Severity, Span);

public sealed record BoundUniqueExpectation(string Name, ImmutableArray<string> Columns, ExpectationSeverity Severity, TextSpan Span)
    : BoundExpectation(Name, Severity, Span);

public sealed record BoundReferencesExpectation(
    string Name, string Column, RelationSymbol Target, string TargetColumn, ExpectationSeverity Severity, TextSpan Span)
    : BoundExpectation(Name, Severity, Span);

public sealed record BoundVolumeExpectation(string Name, long? Min, long? Max, ExpectationSeverity Severity, TextSpan Span)
    : BoundExpectation(Name, Severity, Span);

/// <param name="Engine">The connection of `on`, or null for the embedded engine.</param>
/// <param name="Partition">`partition: day(start: …)`, or null.</param>
public sealed record BoundPipeline(
    PipelineSymbol Symbol, ConnectionSymbol? Engine, ImmutableArray<BoundWrite> Writes, BoundPartition? Partition, BoundSchedule? Schedule,
    ImmutableArray<string> After, BoundRetry? Retry, TimeSpan? Timeout, TextSpan Span)
{
    /// <summary>`catch_up: last(n)`: n; `all`: null; without it 0.</summary>
    public int? CatchUp { get; init; } = 0;

    /// <summary>Runs of this pipeline at one time, where it says.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Why its intervals have to be run one behind the other, in their order; null where several may run at once.</summary>
    public string? InOrder { get; init; }

    /// <summary>The database that remembers how far the sources with a cursor were read; null where there are none.</summary>
    public ConnectionSymbol? Positions { get; init; }

    /// <summary>The named pool whose places its runs take.</summary>
    public string? Pool { get; init; }

    public int Priority { get; init; }

    /// <summary>Records that it carries as they are; it writes nothing else then.</summary>
    public ImmutableArray<BoundRelay> Relays { get; init; } = [];

    /// <summary>Of streams: processes that share the partitions.</summary>
    public int Instances { get; init; } = 1;

    /// <summary>Of streams: how often rows become visible; null for as often as can be and, with groups, every second.</summary>
    public TimeSpan? Commit { get; init; }

    /// <summary>A run that ends later than this after it was due is reported.</summary>
    public TimeSpan? Sla { get; init; }

    /// <summary>One of the pipelines that it comes after is enough.</summary>
    public bool AfterAny { get; init; }

    /// <summary>The files whose arrival starts it.</summary>
    public BoundArrival? Arrival { get; init; }

    /// <summary>Who is told when a run has failed.</summary>
    public ImmutableArray<ConnectionSymbol> OnFailure { get; init; } = [];
}

/// <param name="Path">Below the connection's root, with globs.</param>
public sealed record BoundArrival(ConnectionSymbol Folder, string Path);

public enum IntervalUnit
{
    Hour,
    Day,
    Week,
    Month,
}

/// <param name="Start">UTC, the start of the first interval.</param>
/// <param name="On">The column that is bound to the interval, or null.</param>
public sealed record BoundPartition(IntervalUnit Unit, DateTime Start, string? On, TextSpan Span)
{
    /// <summary>Where the program names the column.</summary>
    public TextSpan? OnSpan { get; init; }

    /// <summary>How many intervals before its own a run does again, for rows that came late.</summary>
    public int Lookback { get; init; }
}

/// <summary>When a pipeline is due, for `serve` and for timers of a machine.</summary>
public abstract record BoundSchedule(TextSpan Span);

public sealed record BoundCron(string Expression, string Zone, TextSpan Span) : BoundSchedule(Span)
{
    /// <summary>`gap: skip`: a local time that daylight saving leaves out is left out; null where the program does not say.</summary>
    public bool? SkipsGaps { get; init; }

    /// <summary>`overlap: both`: a local time that is there twice is run twice; null where the program does not say.</summary>
    public bool? RunsBoth { get; init; }

    /// <summary>An expression that means every hour follows the hours that pass, unless it says otherwise.</summary>
    public bool LeavesGapsOut => SkipsGaps ?? CronClock.IsHourly(Expression);

    public bool RepeatsOverlaps => RunsBoth ?? CronClock.IsHourly(Expression);
}

public sealed record BoundEvery(TimeSpan Period, TextSpan Span) : BoundSchedule(Span);

/// <param name="Attempts">Retries after the first attempt.</param>
public sealed record BoundRetry(int Attempts, bool Exponential, TimeSpan Delay, TimeSpan? MaxDelay, TextSpan Span);

public enum WriteMode
{
    Append,
    Upsert,
    Replace,
    ReplacePartition,

    /// <summary>Slowly changing dimension, type 2: a row a version, as <see cref="BoundHistory"/> says.</summary>
    Scd2,
}

/// <summary>How `mode: scd2` keeps the versions of a key.</summary>
/// <param name="ChangedAt">The column that says since when a row is so; null for the run's interval or time.</param>
/// <param name="Tracked">Columns whose change makes a new version; others are set in place.</param>
/// <param name="ClosesDeleted">`deleted: close`: a key that a load lacks has no version from then on.</param>
public sealed record BoundHistory(
    string? ChangedAt, ImmutableArray<string> Tracked, bool ClosesDeleted, string ValidFrom, string ValidTo, string IsCurrent);

/// <param name="Name">The transform's or source's name, or `query` for an inline one.</param>
/// <param name="Rejects">Null for `discard` and for queries that can't reject.</param>
/// <param name="Key">Columns that identify a row, for upsert and for a table's primary key.</param>
/// <param name="PartitionColumns">Columns that decide what replace_partition replaces.</param>
public sealed record BoundWrite(
    string Name, BoundQuery Query, BoundEndpoint Sink, WriteMode Mode, BoundEndpoint? Rejects, ImmutableArray<string> Key,
    ImmutableArray<string> PartitionColumns, ImmutableArray<BoundSortKey> OrderBy, TextSpan Span)
{
    /// <summary>What is known of rows that never end; null for those that do.</summary>
    public StreamFacts? Stream { get; init; }

    /// <summary>Of streams: how often each effect is there.</summary>
    public Delivery? Delivery { get; init; }

    /// <summary>Of `mode: scd2`, else null.</summary>
    public BoundHistory? History { get; init; }
}

public sealed record BoundEnvironment(string Name, ImmutableArray<(ParameterSymbol Parameter, BoundLiteral Value)> Values, TextSpan Span);
