using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>One life of a stream pipeline in a process, from its start to its drain.</summary>
public sealed class StreamRun
{
    // More than a topic has partitions.
    private const int PartsOfFeed = 1_000_000;

    /// <summary>As <see cref="BatchRun.Id"/>.</summary>
    public required string Id { get; init; }

    public required PipelineDefinition Pipeline { get; init; }

    public required string ProgramName { get; init; }

    public required string SourceHash { get; init; }

    public required ProgramSettings Settings { get; init; }

    /// <summary>The program's <c>now()</c>: fixed for the run.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>At the end of a bounded input nothing more is to come: all windows close. Without it they wait for the next run.</summary>
    public bool ClosesAtEnd { get; init; }

    /// <summary>It ends at the end that its topics have when it starts.</summary>
    public bool IsBounded { get; init; }

    /// <summary>Of a bounded input: no round before all of it has arrived, so that nothing depends on when rounds are.</summary>
    public bool IsOneRound { get; init; }

    public RunLog Log { get; init; } = RunLog.Silent;

    /// <summary>A run of the embedded engine beside it: for a reading of a table. It commits nothing.</summary>
    public BatchRun ToBatch() => new()
    {
        Id = BatchRun.NewId(Settings.Time),
        Pipeline = Pipeline,
        ProgramName = ProgramName,
        SourceHash = SourceHash,
        Settings = Settings,
        StartedAt = StartedAt,
    };

    /// <summary>The consumer group, and the owner of rows in <c>flow.stream_*</c>: the same for every instance and every build.</summary>
    public string Group => Shard is { } number ? $"{Whole}.{number}" : Whole;

    /// <summary>The same for the runs of all partitions.</summary>
    public string Whole => Feed is { } feed ? $"{RepartitionTopic}.{feed}" : $"{ProgramName}.{Pipeline.Name}";

    /// <summary>Of a repartitioned pipeline: the topic between its halves.</summary>
    public string RepartitionTopic => $"{ProgramName}.{Pipeline.Name}.repartition";

    /// <summary>Of the first half of a repartitioned pipeline: the stream that it reads.</summary>
    public string? Feed { get; init; }

    /// <summary>What of the pipeline this run is, for those who watch it: the shards of each feed have numbers of their own.</summary>
    internal int Part { get; private init; }

    /// <summary>Of a pipeline of several instances: the partition whose own run this is. Null where one run has all partitions.</summary>
    public int? Shard { get; init; }

    /// <summary>The run of one partition: what it stores is its own.</summary>
    internal StreamRun OfShard(int number) => Of(number, Feed, Part + number);

    /// <summary>The run of a stream of a repartitioned pipeline, up to the topic: what it stores is its own.</summary>
    /// <param name="number">Among the pipeline's, from 1.</param>
    internal StreamRun OfFeed(string feed, int number) => Of(Shard, feed, number * PartsOfFeed);

    private StreamRun Of(int? shard, string? feed, int part) => new()
    {
        Id = Id,
        Pipeline = Pipeline,
        ProgramName = ProgramName,
        SourceHash = SourceHash,
        Settings = Settings,
        StartedAt = StartedAt,
        IsBounded = IsBounded,
        ClosesAtEnd = ClosesAtEnd,
        Log = Log,
        Shard = shard,
        Feed = feed,
        Part = part,
    };
}
