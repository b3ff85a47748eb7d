using System.Collections.Immutable;
using System.Threading.Channels;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>
/// One life of a stream pipeline: lanes before, rounds behind (docs/decisions/0009). It ends when it is drained, at the end of its input
/// where that is bounded, or with an error; what was not committed then was never there.
/// </summary>
public sealed class StreamEngine : IStreamLife
{
    // A round of a few records costs as much as one of hundreds: where a store takes them faster than this, they wait for more.
    private static readonly TimeSpan Floor = TimeSpan.FromMilliseconds(5);

    private readonly StreamTopology _topology;
    private readonly StreamRun _run;
    private readonly Channel<RoundEvent> _events = Channel.CreateUnbounded<RoundEvent>(new() { SingleReader = true });
    private readonly ImmutableArray<LaneWorker> _lanes;
    private readonly Intake _intake;
    private readonly Rounds _rounds;
    private readonly Reloads _reloads;
    private readonly List<(int Input, StreamPartition Partition)> _owned = [];
    private bool _isAssigned;
    private bool _isRestored;
    private bool _hasNew;

    // One notice of a batch waits at most, however long a commit takes.
    private int _isTold;

    public StreamEngine(StreamTopology topology, StreamRun run)
    {
        ArgumentNullException.ThrowIfNull(topology);
        ArgumentNullException.ThrowIfNull(run);
        (_topology, _run) = (topology, run);
        TimeProvider time = run.Settings.Time;
        int lanes = Math.Max(1, topology.Lanes);
        long memory = run.Settings.EngineMemory / lanes;
        _lanes =
        [
            .. Enumerable.Range(1, lanes).Select(
                n => new LaneWorker(n, topology.Lane(new LaneAccount(topology, run.Pipeline.Name)), topology, memory, time, Hear)),
        ];
        _intake = new Intake(topology, _lanes, e => _events.Writer.TryWrite(e));
        _reloads = new Reloads(topology.Tables, run);
        _rounds = new Rounds(topology, run, _lanes, _intake, _reloads);
    }

    /// <summary>Rounds that were committed.</summary>
    public long Committed => _rounds.Committed;

    /// <param name="drain">Ends it at once and well: what arrived is committed.</param>
    /// <exception cref="FlowException">It can't go on.</exception>
    public async Task RunAsync(CancellationToken drain)
    {
        try
        {
            await OpenAsync(drain);
            await GoOnAsync(drain);
        }
        catch (FencedException e)
        {
            throw new FlowException(StreamErrors.Fenced(e), e);
        }
    }

    public Task LookAsync(EndpointAudit audit, CancellationToken cancel) => TopologyLook.AtAllAsync(_topology, _run, audit, cancel);

    /// <summary>Tells the run's report what was done.</summary>
    public void Report(RunReport report, TimeSpan duration)
    {
        _reloads.Report(report);
        _rounds.Counts.Report(report, duration);
    }

    public async ValueTask DisposeAsync()
    {
        await _reloads.DisposeAsync();
        _rounds.Dispose();
        _intake.Dispose();
        foreach (LaneWorker lane in _lanes)
        {
            lane.Dispose();
        }

        foreach (IAsyncDisposable part in Parts())
        {
            await part.DisposeAsync();
        }
    }

    private IEnumerable<IAsyncDisposable> Parts() =>
        [.. _topology.Inputs.Select(i => i.Source), .. Letters(), .. _topology.Sides, _topology.Store];

    private IEnumerable<IDeadLetterOutput> Letters() => _topology.Inputs.Select(i => i.DeadLetters).OfType<IDeadLetterOutput>();

    // The store is first: where its state is of another program nothing is read.
    private async Task OpenAsync(CancellationToken cancel)
    {
        await _topology.Store.OpenAsync(_run, _topology.Signature, cancel);
        foreach (ISideOutput side in _topology.Sides)
        {
            await side.OpenAsync(_run, cancel);
        }

        foreach (IDeadLetterOutput letters in Letters())
        {
            await letters.OpenAsync(_run, cancel);
        }

        foreach (StreamInput input in _topology.Inputs)
        {
            await input.Source.OpenAsync(_run, cancel);
        }

        await _reloads.OpenAsync(cancel);
        _rounds.Begin();
        foreach (LaneWorker lane in _lanes)
        {
            lane.Start();
        }

        _intake.Start();
    }

    private async Task CompleteSidesAsync()
    {
        foreach (ISideOutput side in _topology.Sides)
        {
            await side.CompleteAsync(CancellationToken.None);
        }

        foreach (IDeadLetterOutput letters in Letters())
        {
            await letters.CompleteAsync(CancellationToken.None);
        }
    }

    private async Task GoOnAsync(CancellationToken drain)
    {
        long next = _run.Settings.Time.GetTimestamp();
        while (!drain.IsCancellationRequested)
        {
            await WaitAsync(next, drain);
            next = _run.Settings.Time.GetTimestamp();
            await HandleAsync();
            if (_isAssigned && (_hasNew || _topology.CommitEvery is not null) && IsDue())
            {
                _hasNew = false;
                if (await _rounds.RunAsync() && _run.IsBounded)
                {
                    break;
                }
            }
        }

        await _rounds.EndAsync(_run.IsBounded && !drain.IsCancellationRequested);
        await CompleteSidesAsync();
        if (_owned.Count > 0)
        {
            await _topology.Store.ReleaseAsync([.. _owned.Select(o => o.Partition)], CancellationToken.None);
        }

        _rounds.Leave();
    }

    /// <summary>Until a round is due: by the clock, by what arrived, or by what can't wait.</summary>
    private async Task WaitAsync(long since, CancellationToken drain)
    {
        TimeProvider time = _run.Settings.Time;
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(drain);
        try
        {
            if (_isAssigned && _topology.CommitEvery is { } every && !_run.IsBounded)
            {
                TimeSpan rest = every - time.GetElapsedTime(since);
                Task due = rest > TimeSpan.Zero ? Task.Delay(rest, time, enough.Token) : Task.CompletedTask;
                while (!due.IsCompleted && !IsUrgent())
                {
                    await Task.WhenAny(due, _events.Reader.WaitToReadAsync(enough.Token).AsTask());
                    if (_events.Reader.TryPeek(out RoundEvent? first) && first is RoundEvent.Processed)
                    {
                        _events.Reader.TryRead(out _);
                        Volatile.Write(ref _isTold, 0);
                    }
                }

                await enough.CancelAsync();
                return;
            }

            await _events.Reader.WaitToReadAsync(drain);
            TimeSpan early = Floor - time.GetElapsedTime(since);
            if (early > TimeSpan.Zero && !_run.IsBounded && !IsUrgent())
            {
                await Task.Delay(early, time, drain);
            }
        }
        catch (OperationCanceledException) when (drain.IsCancellationRequested)
        {
            // The loop sees it.
        }
    }

    // A lane that is full waits for a round, whatever was wished.
    private bool IsDue() => !_run.IsOneRound || _lanes.Any(lane => lane.IsFull)
        || _lanes.Sum(lane => lane.Ended) >= _topology.Inputs.Sum(input => Math.Max(1, input.Source.Partitions));

    private bool IsUrgent() => _events.Reader.TryPeek(out RoundEvent? first) && first is not RoundEvent.Processed;

    private void Hear(Exception? failure)
    {
        if (failure is not null)
        {
            _events.Writer.TryWrite(new RoundEvent.Failed(failure));
        }
        else if (Interlocked.Exchange(ref _isTold, 1) == 0)
        {
            _events.Writer.TryWrite(RoundEvent.Processed.Instance);
        }
    }

    private async Task HandleAsync()
    {
        while (_events.Reader.TryRead(out RoundEvent? told))
        {
            switch (told)
            {
                case RoundEvent.Failed { Exception: var failure }:
                    System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
                    break;
                case RoundEvent.Processed:
                    Volatile.Write(ref _isTold, 0);
                    _hasNew = true;
                    break;
                case RoundEvent.Assigned assigned:
                    await AssignAsync(assigned);
                    break;
                case RoundEvent.Revoked revoked:
                    await RevokeAsync(revoked);
                    break;
            }
        }
    }

    private async Task AssignAsync(RoundEvent.Assigned assigned)
    {
        ImmutableArray<PartitionProgress> progress = await _topology.Store.TakeAsync(assigned.Partitions, CancellationToken.None);
        if (!_isRestored)
        {
            _isRestored = true;
            await _rounds.RestoreAsync();
        }

        _isAssigned = true;
        long now = _run.Settings.Time.GetTimestamp();
        foreach (StreamPartition partition in assigned.Partitions)
        {
            _owned.Add((assigned.Input, partition));
            PartitionProgress? known = progress.FirstOrDefault(p => p.Partition == partition);
            _rounds.Own(assigned.Input, partition, known);
            ImmutableArray<long> announced = _rounds.Announced;
            _intake.Ask(() => _intake.Own(assigned.Input, known, partition, now, announced));
        }
    }

    private async Task RevokeAsync(RoundEvent.Revoked revoked)
    {
        _owned.RemoveAll(o => o.Input == revoked.Input && revoked.Partitions.Contains(o.Partition));
        if (!revoked.IsLost)
        {
            await _rounds.RunAsync();
            await _topology.Store.ReleaseAsync(revoked.Partitions, CancellationToken.None);
        }

        _rounds.Disown(revoked.Input, revoked.Partitions);
        if (!_topology.State.IsEmpty && !revoked.Partitions.IsEmpty)
        {
            throw new FlowException(StreamErrors.Moved(revoked.Partitions[0]));
        }

        revoked.Done();
    }
}
