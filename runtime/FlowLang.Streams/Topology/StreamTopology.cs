using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>What a stream pipeline is made of: generated code fills it for each life of the pipeline.</summary>
public sealed record StreamTopology
{
    public required ImmutableArray<StreamInput> Inputs { get; init; }

    public required ImmutableArray<StreamRoute> Routes { get; init; }

    public required IStreamStore Store { get; init; }

    /// <summary>Rejects, late rows and what else is not of the store's transaction.</summary>
    public ImmutableArray<ISideOutput> Sides { get; init; } = [];

    /// <summary>Tables that are read again by timers.</summary>
    public ImmutableArray<ReloadedTable> Tables { get; init; } = [];

    /// <summary>Makes a lane, with what it counts in at first: one a thread.</summary>
    public required Func<LaneAccount, StreamLane> Lane { get; init; }

    public required StreamRound Round { get; init; }

    /// <summary>
    /// Opens a store for entries of state that memory has no room for, in an empty folder, with so many bytes of memory of its own; null
    /// where no table spills.
    /// </summary>
    public Func<string, long, ISpillStore>? Spill { get; init; }

    /// <summary>How often a round commits; null for as often as the store takes it.</summary>
    public TimeSpan? CommitEvery { get; init; }

    /// <summary>Threads that process records.</summary>
    public int Lanes { get; init; } = Environment.ProcessorCount;

    /// <summary>Several instances share the topic's partitions: each partition has an engine of its own.</summary>
    public bool IsSharded { get; init; }

    /// <summary>Of such an engine: how many partitions the topic has. Its keys are in one of them, as long as there are so many.</summary>
    public int? Partitions { get; init; }

    /// <summary>What is collected goes into a repartition topic: with it goes how far the partitions are.</summary>
    public bool IsFeed { get; init; }

    /// <summary>Of what reads a repartition topic.</summary>
    public CarriedInput? Carried { get; init; }

    /// <summary>All that is remembered.</summary>
    internal ImmutableArray<StateTable> State => Carried is null ? Round.Tables : [.. Round.Tables, Carried.Upstreams];

    public StateSignature Signature => new(
    [
        .. State.Select(t => t.Signature),
        .. Partitions is { } count && !State.IsEmpty
            ? [new OperatorSignature($"partitions of {Inputs[0].Relation}", $"{count} partitions")]
            : ImmutableArray<OperatorSignature>.Empty,
    ]);

    /// <summary>Whether a window that closed by others may still get rows: of a partition that was idle.</summary>
    internal bool HasIdle => Inputs.Any(i => i.Idle is not null) || Carried is { HasIdle: true };
}
