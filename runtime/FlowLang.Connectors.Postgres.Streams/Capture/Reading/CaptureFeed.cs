using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>One life of a capture: snapshot where there is to be one, then the log, on a task of its own.</summary>
internal sealed class CaptureFeed : IAsyncDisposable
{
    private readonly PostgresConnection _connection;
    private readonly CaptureOptions _options;
    private readonly StreamRun _run;
    private readonly CaptureStart _start;
    private readonly TimeProvider _time;
    private readonly PostgresSession _catalog;
    private readonly CapturedRelations _relations;
    private readonly ChangeDecoder _decoder;
    private readonly EnvelopeWriter _writer;
    private readonly ReplicationLink _link;
    private readonly CapturePositions _positions;
    private readonly string? _end;

    public CaptureFeed(
        PostgresConnection connection, CaptureOptions options, StreamRun run, CaptureStart start, PostgresSession catalog,
        TimeProvider time)
    {
        (_connection, _options, _run, _start, _time, _catalog) = (connection, options, run, start, time, catalog);
        _relations = new CapturedRelations(catalog, start.Tables);
        _writer = new EnvelopeWriter(connection.Name, catalog.Link.Database ?? "", time);
        _decoder = new ChangeDecoder(connection.Target, _relations, _writer, options.Tombstones);
        _link = new ReplicationLink(connection, options);
        _end = run.IsBounded ? $"{options.Slot} {run.Id}" : null;
        _positions = new CapturePositions(catalog, options.Slot, start.Numbers.Names);
        Queue = new BatchQueue(options.Slot, [.. start.Tables.Select(t => t.Table)], _decoder);
    }

    public BatchQueue Queue { get; }

    public CaptureProgress Progress { get; } = new();

    /// <param name="next">The first record to give of each table, by its number; null for the first that there is.</param>
    public async Task RunAsync(IReadOnlyDictionary<int, long?> next, CancellationToken cancel)
    {
        try
        {
            await _link.OpenAsync(cancel);
            CapturePosition position = _start.Position is { Lsn: not null } known
                ? await ContinueAsync(known, next, cancel)
                : await BeginAsync(next, cancel);
            await using ChunkedSnapshot? chunks = await ChunksAsync(position.Rest, cancel);
            await using CaptureKeeper keeper = new(
                _connection, _options, _start.Numbers.Names, _run, _link, Progress, chunks is null ? _end : null, _time);
            await keeper.OpenAsync(cancel);
            using MessageFeed feed = new(_relations, _decoder, _writer, Queue, Progress) { End = _end, Chunks = chunks };
            using var all = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            Task log = feed.RunAsync(_link.Read(position.Lsn ?? 0, all.Token), all.Token);
            Task kept = keeper.RunAsync(all.Token);
            Task finished = FinishAsync(chunks, all.Token);
            Task first = await Task.WhenAny(log, kept, finished);
            await all.CancelAsync();
            await Task.WhenAll(log, kept, finished).ContinueWith(_ => { }, TaskScheduler.Default);

            // What ended it is what is told, also where nothing can be confirmed any more.
            Task saved = keeper.SaveAsync(CancellationToken.None);
            await saved.ContinueWith(_ => { }, TaskScheduler.Default);
            await first;
            await saved;
        }
        catch (Exception e)
        {
            Queue.Fail(await TranslateAsync(e));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync();
        await _catalog.DisposeAsync();
        Queue.Dispose();
        _writer.Dispose();
    }

    private async Task<CapturePosition> ContinueAsync(
        CapturePosition known, IReadOnlyDictionary<int, long?> next, CancellationToken cancel)
    {
        if (_start.Behind(_connection.Target, _options, next) is { } behind)
        {
            throw new FlowException(behind);
        }

        known = known with { Rest = _start.Rest(_options) };

        if (known.Rest is not null)
        {
            // Chunks lie elsewhere in the log of each life: what comes again has numbers behind all that were taken.
            known = known with { Number = Math.Max(known.Number, next.Values.Max(NumberAt)) };
            next = ImmutableDictionary<int, long?>.Empty;
        }

        // Tables that came and went are known from here on.
        await _positions.WriteAsync(_run.Group, known, cancel);
        Start(known, next);
        return known;
    }

    private IEnumerable<CapturedTable> Tables => _start.Tables.Select(t => t.Table);

    private void Start(CapturePosition position, IReadOnlyDictionary<int, long?> next)
    {
        // The numbers of tables that are no longer captured hold nothing back.
        long[] from = [.. Enumerable.Repeat(long.MaxValue, _start.Numbers.Names.Length)];
        foreach (CapturedTable table in Tables)
        {
            from[table.Number] = next.GetValueOrDefault(table.Number) ?? position.Offset;
        }

        _decoder.Start(position.Number, from);
        Progress.Start(position, from);
    }

    private static long NumberAt(long? offset) => ((offset ?? 0) + CapturePosition.RecordsOfChange - 1) / CapturePosition.RecordsOfChange;

    private async Task<CapturePosition> BeginAsync(IReadOnlyDictionary<int, long?> next, CancellationToken cancel)
    {
        SlotState? slot = _start.Slot;
        if (_start.IsInterrupted && _options is { Snapshot: CaptureSnapshot.Initial, MayRepeatSnapshot: false })
        {
            if (next.Values.Any(offset => offset is not null))
            {
                throw new FlowException(CaptureErrors.SnapshotInterrupted(_connection.Target, _options.Slot));
            }

            // Nothing was taken of it: only a snapshot of a new slot has each row once.
            slot = slot is null ? null : await DropAsync(cancel);
        }

        long number = next.Values.Max(NumberAt);
        CapturePosition unfinished = new(null, number);
        await _positions.WriteAsync(_run.Group, unfinished, cancel);
        Start(unfinished, ImmutableDictionary<int, long?>.Empty);
        bool isFinished = slot is { Confirmed: not null } && Tables.All(table => !table.Key.IsEmpty);
        if (_options.Snapshot != CaptureSnapshot.Never && !isFinished)
        {
            return await SnapshotAsync(slot, cancel);
        }

        ulong from = slot?.Confirmed ?? (await _link.CreateAsync(cancel)).Lsn;
        CapturePosition begun = new(from, number, _options.Snapshot == CaptureSnapshot.Never ? null : SnapshotRest.All);
        await _positions.WriteAsync(_run.Group, begun, cancel);
        Start(begun, ImmutableDictionary<int, long?>.Empty);
        return begun;
    }

    private async Task<SlotState?> DropAsync(CancellationToken cancel)
    {
        await _catalog.ScalarAsync("SELECT pg_drop_replication_slot($1)", cancel, _options.Slot);
        return null;
    }

    private async Task<ChunkedSnapshot?> ChunksAsync(SnapshotRest? rest, CancellationToken cancel)
    {
        if (rest is null)
        {
            return null;
        }

        if (_start.Added is { } first && first <= rest.Table)
        {
            string added = string.Join(", ", Tables.Where(t => t.Number >= first).Select(t => t.Name));
            _run.Log.Info($"{added} came to slot {_options.Slot}: the rows are read beside the log");
        }
        else
        {
            _run.Log.Warning($"the snapshot of slot {_options.Slot} was interrupted: what is left of it is read beside the log");
        }

        return new ChunkedSnapshot(await _connection.OpenAsync("flow snapshot", cancel), [.. Tables], rest, _options.Slot);
    }

    private async Task FinishAsync(ChunkedSnapshot? chunks, CancellationToken cancel)
    {
        if (chunks is not null)
        {
            await chunks.RunAsync(_end ?? _options.Slot, cancel);
            _run.Log.Info($"the snapshot of slot {_options.Slot} is complete");
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
    }

    /// <summary>
    /// An interrupted snapshot of a table without a key can't be finished in chunks: it is read again as the table is by now, and the log
    /// from where its slot began. So what was deleted in between is deleted in the target, too, which a new slot would not tell. Rows that
    /// changed in between come as they are by now, then as they were on the way there.
    /// </summary>
    private async Task<CapturePosition> SnapshotAsync(SlotState? slot, CancellationToken cancel)
    {
        (ulong lsn, string? snapshot) = slot is { Confirmed: { } begun } ? (begun, null) : await _link.CreateAsync(cancel);
        if (snapshot is null)
        {
            _run.Log.Warning($"the snapshot of slot {_options.Slot} was interrupted and is read again");
        }

        await using SnapshotReader reader = new(await _connection.OpenAsync("flow snapshot", cancel));
        await reader.ImportAsync(snapshot, cancel);
        _writer.BeginSnapshot();
        foreach ((CapturedTable table, _) in _start.Tables)
        {
            long before = _decoder.Number;
            CapturedRelation relation = new(table, table.Columns);
            await foreach (RowTexts row in reader.ReadAsync(table, cancel))
            {
                _decoder.Row(relation, row, lsn);
                if (Queue.IsFull)
                {
                    await Queue.FlushAsync(evenIfEmpty: false, cancel);
                }
            }

            _run.Log.Info($"snapshot of {table.Name}: {_decoder.Number - before:N0} rows");
        }

        await Queue.FlushAsync(evenIfEmpty: false, cancel);
        CapturePosition done = new(lsn, _decoder.Number);
        Progress.Pass(done);
        return done;
    }

    /// <summary>What went wrong, for a person: what happened to the slot is looked up, because the server only hangs up.</summary>
    private async Task<Exception> TranslateAsync(Exception e)
    {
        Exception told = PostgresErrors.Translate(e, _connection.Target, $"reading changes of slot {_options.Slot}");
        if (e is not Npgsql.PostgresException server || _start.Position is not { Lsn: not null } position)
        {
            return told;
        }

        try
        {
            await using PostgresSession session = await _connection.OpenAsync("flow capture", CancellationToken.None);
            SlotState? slot = await SlotState.ReadAsync(session, _options.Slot, CancellationToken.None);
            FlowError? mistake = slot is null
                ? CaptureErrors.SlotGone(_connection.Target, _options.Slot, position)
                : slot.Mistake(_connection.Target, _options.Slot, session.Link.Database, position);
            mistake ??= ReplicationLink.IsLogRemoved(server)
                ? CaptureErrors.WalLost(_connection.Target, _options.Slot, position, $"the server says: {server.MessageText}")
                : null;
            return mistake is null ? told : new FlowException(mistake, e);
        }
        catch (FlowException)
        {
            return told;
        }
    }
}
