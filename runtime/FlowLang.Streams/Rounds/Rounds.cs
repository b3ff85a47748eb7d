using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>Takes what lanes collected, one round after the other, and commits it.</summary>
internal sealed class Rounds(
    StreamTopology topology, StreamRun run, ImmutableArray<LaneWorker> lanes, Intake intake, Reloads reloads) : IDisposable
{
    private readonly Watermarks _watermarks = new(topology, run.Settings.Time);
    private readonly Dictionary<(int Input, StreamPartition Partition), PartitionState> _partitions = [];
    private readonly Dictionary<StreamPartition, PartitionProgress> _committed = [];
    private readonly Dictionary<int, FeedMark> _told = [];
    private readonly SpillArea _spill = new(topology, run);
    private readonly BrokenExpectations _broken = new(topology, run);

    // What lanes read in the tables since the last hand-over.
    private ImmutableArray<ITableRows> _tables = [];

    public StreamCounts Counts { get; } = new(topology);

    public long Committed { get; private set; }

    /// <summary>Of each route: what is below is closed, no lane takes rows of it any more.</summary>
    public ImmutableArray<long> Announced { get; private set; } = [.. topology.Routes.Select(_ => EventTime.None)];

    /// <summary>Whether this instance owns all partitions of all inputs.</summary>
    public bool OwnsAll => Enumerable.Range(0, topology.Inputs.Length).All(
        i => _partitions.Keys.Count(p => p.Input == i) >= Math.Max(1, topology.Inputs[i].Source.Partitions));

    /// <summary>The tables were read for the first time: lanes begin with these rows.</summary>
    public void Begin()
    {
        _tables = reloads.Current;
        lanes.ToList().ForEach(lane => lane.Begin(_tables));
    }

    public async Task RestoreAsync()
    {
        Dictionary<string, StateTable> tables = topology.State.ToDictionary(t => t.Signature.Name);
        if (tables.Count == 0)
        {
            return;
        }

        await foreach (StateChange change in topology.Store.RestoreAsync(CancellationToken.None))
        {
            if (tables.TryGetValue(change.Operator, out StateTable? table))
            {
                table.Restore(change);
                _spill.MakeRoom();
            }
        }

        foreach (StateTable table in tables.Values)
        {
            table.Restored();
            _spill.MakeRoom();
        }

        Announced =
        [
            .. topology.Routes.Select((_, i) =>
                topology.Round.Tables.Where(t => t.Route == i).Select(t => t.Closed).DefaultIfEmpty(EventTime.None).Max()),
        ];
        RequireRoom();
    }

    public void Dispose() => _spill.Dispose();

    public void Own(int input, StreamPartition partition, PartitionProgress? progress)
    {
        _partitions[(input, partition)] = new PartitionState(
            input, partition, progress?.NextOffset, progress?.Watermark ?? EventTime.None, false, run.Settings.Time.GetTimestamp());
        if (progress is not null)
        {
            _committed[partition] = progress;
        }
    }

    public void Disown(int input, ImmutableArray<StreamPartition> partitions)
    {
        foreach (StreamPartition partition in partitions)
        {
            _partitions.Remove((input, partition));
            _committed.Remove(partition);
        }
    }

    /// <summary>True when all partitions were read to the end that they had at the start.</summary>
    public Task<bool> RunAsync() => RoundAsync(isEnd: false);

    /// <summary>The last round.</summary>
    /// <param name="isComplete">Bounded input was read to its end.</param>
    public async Task EndAsync(bool isComplete)
    {
        await RoundAsync(isEnd: false);
        if (isComplete)
        {
            // What the first of these rounds announces the second closes.
            await RoundAsync(isEnd: run.ClosesAtEnd);
        }
    }

    /// <summary>What was done counts; the partitions are nobody's now.</summary>
    public void Leave() => run.Log.Stream(() => StreamSamples.Take(topology, run, [], Counts, EventTime.None, 0));

    private async Task<bool> RoundAsync(bool isEnd)
    {
        ImmutableArray<ITableRows> tables = _tables;
        _tables = reloads.Current;
        LaneCut[] cuts = await Task.WhenAll(lanes.Select(
            lane => lane.TakeAsync(new LaneAccount(topology, run.Pipeline.Name) { Tables = _tables }, Announced)));
        foreach (PartitionState state in cuts.SelectMany(c => c.Partitions).Where(s => _partitions.ContainsKey((s.Input, s.Partition))))
        {
            _partitions[(state.Input, state.Partition)] = Followed(state);
        }

        foreach (LaneCut cut in cuts)
        {
            topology.Round.Merge(cut.Collection);
        }

        ImmutableArray<long> watermarks = Advance();
        watermarks = isEnd ? [.. watermarks.Select(_ => EventTime.End)] : watermarks;
        long bytes = await LeaveAsync(watermarks, [.. cuts.Select(c => c.Collection.Account)], tables);
        _broken.Tell(Counts);
        run.Log.Progress(run.Pipeline.Name, Counts.Read, null, "records");
        run.Log.Stream(() => StreamSamples.Take(topology, run, _partitions.Values, Counts, Announced.Min(), bytes));
        return OwnsAll && _partitions.Values.All(p => p.HasEnded);
    }

    // What leaves operators is committed; in several commits where it is more than memory holds, in which nothing else comes in. Gives the
    // bytes of state.
    private async Task<long> LeaveAsync(
        ImmutableArray<long> watermarks, ImmutableArray<LaneAccount> accounts, ImmutableArray<ITableRows> tables)
    {
        long bytes;
        do
        {
            LaneAccount behind = new(topology, run.Pipeline.Name) { Tables = tables };
            RoundOutput output = topology.Round.Close(watermarks, behind);
            accounts = [.. accounts, behind];
            bytes = RequireRoom();
            await SidesAsync(output, accounts);
            await CommitAsync(output.Outputs);
            _spill.MakeRoom();
            Counts.Add(accounts, output.Outputs);
            accounts = [];
        }
        while (IsBehind);
        return bytes;
    }

    private bool IsBehind => topology.Round.Tables.Any(table => table.IsBehind);

    /// <summary>What state takes of memory.</summary>
    private long RequireRoom()
    {
        long bytes = topology.Round.Tables.Sum(t => t.Bytes);
        if (bytes > run.Settings.EngineMemory && topology.Round.Tables.MaxBy(t => t.Bytes) is { } largest)
        {
            throw new FlowException(StreamErrors.TooMuchState(largest, bytes, run.Settings.EngineMemory));
        }

        return bytes;
    }

    // A partition that was idle can still bring rows of windows that the others passed. Lanes learn of a watermark at a hand-over, and it
    // closes windows only in the round after: then nothing collected before they knew it is of those windows.
    private ImmutableArray<long> Advance()
    {
        ImmutableArray<long> closing = Announced;
        Announced = OwnsAll ? _watermarks.Advance(Announced, _partitions.Values) : Announced;
        return topology.HasIdle ? closing : Announced;
    }

    // A partition of a repartition topic is where those are that its rows came from.
    private PartitionState Followed(PartitionState state)
    {
        if (topology.Carried is not { } carried)
        {
            return state;
        }

        carried.Upstreams.Take(state.Upstreams);
        return state with { Watermark = Math.Max(state.Watermark, carried.Upstreams.Watermark(_ => true) ?? EventTime.None) };
    }

    private async Task SidesAsync(RoundOutput output, ImmutableArray<LaneAccount> accounts)
    {
        for (int i = 0; i < topology.Inputs.Length; i++)
        {
            ImmutableArray<DeadLetter> letters = [.. accounts.SelectMany(a => a.Letters[i])];
            if (topology.Inputs[i].DeadLetters is { } dead && !letters.IsEmpty)
            {
                await dead.WriteAsync(letters, CancellationToken.None);
            }
        }

        for (int i = 0; i < topology.Sides.Length; i++)
        {
            if (i < output.Sides.Length && output.Sides[i] is { Count: > 0 } rows)
            {
                await topology.Sides[i].WriteAsync(rows, CancellationToken.None);
            }

            RejectedRow[] rejected =
                [.. accounts.SelectMany(a => a.Exits).Where(e => e.Route.RejectsSide == i).SelectMany(e => e.Rejected)];
            if (rejected.Length > 0)
            {
                DateTime now = run.Settings.Time.GetUtcNow().UtcDateTime;
                await topology.Sides[i].WriteAsync(new RejectRows(run, rejected, now), CancellationToken.None);
            }
        }
    }

    // What those behind a repartition topic have not heard yet; rows that a watermark gives go before it.
    private ImmutableArray<FeedMark> Marks() => !topology.IsFeed || IsBehind ? [] :
    [
        .. from p in _partitions.Values
           let mark = new FeedMark(p.Partition.Number, topology.Partitions ?? 1, p.Watermark, _watermarks.IsIdle(p))
           where _told.GetValueOrDefault(p.Partition.Number) != mark
           select mark,
    ];

    private async Task CommitAsync(ImmutableArray<StreamRows> outputs)
    {
        var changes = ImmutableArray.CreateBuilder<StateChange>();
        foreach (StateTable table in topology.State)
        {
            table.Changes(changes);
        }

        PartitionProgress[] all =
        [
            .. _partitions.Values.Where(p => p.NextOffset is not null).Select(p => new PartitionProgress(
                p.Partition, p.NextOffset.GetValueOrDefault(), p.Watermark == EventTime.None ? null : p.Watermark)),
        ];
        bool hasRows = changes.Count > 0 || outputs.Any(o => o.Count > 0);

        // Rows without progress are fenced by all partitions, as they are of all.
        ImmutableArray<PartitionProgress> progress =
            [.. all.Where(p => !_committed.TryGetValue(p.Partition, out PartitionProgress? known) || known != p)];
        ImmutableArray<FeedMark> marks = Marks();
        if (progress.IsEmpty && !hasRows && marks.IsEmpty)
        {
            return;
        }

        progress = progress.IsEmpty ? [.. all] : progress;
        StreamCommit commit = new(++Committed, progress, outputs, changes.ToImmutable()) { Marks = marks };
        await topology.Store.CommitAsync(commit, CancellationToken.None);
        marks.ToList().ForEach(mark => _told[mark.Partition] = mark);
        foreach (PartitionProgress made in progress)
        {
            _committed[made.Partition] = made;
        }

        foreach (var of in _partitions.Keys.GroupBy(k => k.Input))
        {
            IStreamSource source = topology.Inputs[of.Key].Source;
            ImmutableArray<PartitionProgress> own = [.. progress.Where(p => of.Any(k => k.Partition == p.Partition))];
            intake.Ask(() => source.Report(own));
        }
    }
}
