// Made by flowc 0.0.0 for baseline. The next build writes it again.
#nullable enable annotations
#pragma warning disable CS0162, CS1718 // A condition that is known stays as the program has it.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Files.Streams;
using FlowLang.Connectors.Kafka;
using FlowLang.Connectors.Postgres;
using FlowLang.Connectors.Postgres.Streams;
using FlowLang.Runtime;
using FlowLang.Streams;
using FlowLang.Streams.Decoding;
using FlowLang.Values;
using FlowLang.Values.Aggregates;
using FlowLang.Values.Collections;
using FlowLang.Values.Hashes;
using FlowLang.Values.Json;
using FlowLang.Values.Numbers;
using FlowLang.Values.Reading;
using FlowLang.Values.Rows;
using FlowLang.Values.State;
using FlowLang.Values.Texts;
using FlowLang.Values.Times;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace LiveStream;

/// <summary>Pipeline `live` of main.flow:25:1.</summary>
internal sealed class LivePipeline(Connections connections) : StreamPipeline
{
    public override PipelineDefinition Definition { get; } = new("live", "main.flow", 25);

    protected override StreamTopology CreateTopology(StreamRun run) => new()
    {
        Inputs =
        [
            new StreamInput("clicks", connections.Bus.Topic("clicks", new TopicSourceOptions { Start = TopicStart.Earliest, InstanceId = "clicks" })) { Lag = TimeSpan.FromMilliseconds(30000) },
        ],
        Routes =
        [
            new StreamRoute("visits", "pg.table(\"mart.visits\")", []),
            new StreamRoute("growing", "pg.table(\"mart.growing\")", []),
            new StreamRoute("recent", "pg.table(\"mart.recent\")", []),
            new StreamRoute("days", "pg.table(\"mart.days\")",
            [
                new(1, FailureAction.Fail, "days: aggregate", "overflow in `sum(n)`", "main.flow", 24, 19),
            ]),
        ],
        Store = new PostgresStreamStore(connections.Pg, [new TableTarget("mart.visits", new TableOptions { Mode = WriteMode.Append }, [new("user_id", ColumnType.Int64, IsKey: true), new("window_start", ColumnType.Instant, IsKey: true), new("window_end", ColumnType.Instant, IsKey: true), new("clicks", ColumnType.Int64), new("entered", ColumnType.Text)]), new TableTarget("mart.growing", new TableOptions { Mode = WriteMode.Upsert }, [new("who", ColumnType.Int64, IsKey: true), new("began", ColumnType.Instant, IsKey: true), new("clicks", ColumnType.Int64)]), new TableTarget("mart.recent", new TableOptions { Mode = WriteMode.Append }, [new("user_id", ColumnType.Int64, IsKey: true), new("window_end", ColumnType.Instant, IsKey: true), new("clicks", ColumnType.Int64)]), new TableTarget("mart.days", new TableOptions { Mode = WriteMode.Append }, [new("window_start", ColumnType.Instant, IsKey: true), new("n", ColumnType.Int64)])]),
        Lane = account => new LiveLane(account),
        Round = new LiveRound(),
        Spill = RocksDbSpill.Open,
        CommitEvery = TimeSpan.FromMilliseconds(1000),
    };
}

/// <summary>Decodes records and passes rows on until they are collected.</summary>
internal sealed class LiveLane(LaneAccount account) : StreamLane
{
    private LiveCollection _collected = new(account);

    public override LaneCollection Collected => _collected;

    public override LaneCollection Take(LaneAccount next)
    {
        LaneCollection taken = _collected;
        _collected = new LiveCollection(next);
        return taken;
    }

    public override void Process(int input, RecordBatch batch, LanePartition partition)
    {
        switch (input)
        {
            case 0:
                ReadClicks(batch, partition);
                break;
        }
    }

    /// <summary>Adds a row to its group.</summary>
    public void VisitsAdd(ref VisitsGroup state, in VisitsWindowRow row)
    {
        state.Clicks.Add();
        (state.Rows ??= []).Add(row);
    }

    /// <summary>Adds the row to its group.</summary>
    private void VisitsAggregate(in VisitsWindowRow row, in StreamOrigin from)
    {
        VisitsAggregateKey key = new VisitsAggregateKey(row.UserId, row.WindowStart, row.WindowEnd);
        VisitsAdd(ref _collected.VisitsGroups.At(in key), in row);
    }

    /// <summary>The row's time goes on in place of its window, unless it is late.</summary>
    private void VisitsWindow(in ClicksRow row, in StreamOrigin from)
    {
        long at = EventTime.Of(row.At);
        if (from.IsLate(0, at + 1800000000L + 300000000L))
        {
            from.Late(0);
            return;
        }

        VisitsAggregate(new VisitsWindowRow(row.ClickId, row.UserId, row.Url, row.At, EventTime.Instant(at), EventTime.Instant(at)), in from);
    }

    /// <summary>Adds a row to its group.</summary>
    public void GrowingAdd(ref GrowingGroup state, in GrowingWindowRow row)
    {
        state.Clicks.Add();
    }

    /// <summary>Adds the row to its group.</summary>
    private void GrowingAggregate(in GrowingWindowRow row, in StreamOrigin from)
    {
        GrowingAggregateKey key = new GrowingAggregateKey(row.UserId, row.WindowStart);
        GrowingAdd(ref _collected.GrowingGroups.At(in key), in row);
    }

    /// <summary>The row's time goes on in place of its window, unless it is late.</summary>
    private void GrowingWindow(in ClicksRow row, in StreamOrigin from)
    {
        long at = EventTime.Of(row.At);
        if (from.IsLate(1, at + 1800000000L + 0L))
        {
            from.Late(1);
            return;
        }

        GrowingAggregate(new GrowingWindowRow(row.UserId, row.At, EventTime.Instant(at), EventTime.Instant(at)), in from);
    }

    /// <summary>The order of rows; null is last both ways.</summary>
    public static int DedupeOrder(ClicksRow a, ClicksRow b)
    {
        return NaturalOrder<DateTime>.Compare(a.At, b.At);
    }

    /// <summary>Adds the row to its group.</summary>
    private void RecentDedupe(in ClicksRow row, in StreamOrigin from)
    {
        RecentDedupeKey key = new RecentDedupeKey(row.ClickId);
        RecentState2.Add(ref Timed<RecentKept>.At(ref CollectionsMarshal.GetValueRefOrAddDefault(_collected.RecentGroups, key, out _), from.Time), in row, from.OfRow(2));
    }

    /// <summary>Adds a row to its group.</summary>
    public void DaysAdd(ref DaysGroup2 state, in DaysWindowRow2 row)
    {
        state.Clicks.Add();
    }

    /// <summary>Adds the row to its group.</summary>
    private void DaysAggregate(in DaysWindowRow2 row, in StreamOrigin from)
    {
        DaysAggregateKey2 key = new DaysAggregateKey2(row.UserId, row.WindowStart, row.WindowEnd);
        DaysAdd(ref _collected.DaysGroups.At(in key), in row);
    }

    /// <summary>The row's time goes on in place of its window, unless it is late.</summary>
    private void DaysWindow(in ClicksRow row, in StreamOrigin from)
    {
        long at = EventTime.Of(row.At);
        if (from.IsLate(3, at + 1800000000L + 300000000L))
        {
            from.Late(3);
            return;
        }

        DaysAggregate(new DaysWindowRow2(row.UserId, row.At, EventTime.Instant(at), EventTime.Instant(at)), in from);
    }

    /// <summary>A row of one of the streams.</summary>
    private void DaysBranch(in DaysSelectRow2 row, in StreamOrigin from)
    {
        _collected.DaysHeld.Add(new(new DaysUnionRow(row.At, row.N), from.OfRow(3)));
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step(in ClicksRow row, RowExits exits, out DaysSelectRow2 result)
    {
#line 22 "main.flow"
        result = new DaysSelectRow2(row.At, 1L);
        return 0;
    }
#line default

    /// <summary>Through the steps that look at one row.</summary>
    private void DaysSelect(in ClicksRow row, in StreamOrigin from)
    {
        int site = Step(in row, from.Exits(3), out DaysSelectRow2 kept);
        if (site != 0)
        {
            from.Leave(3, site);
            return;
        }

        DaysBranch(in kept, in from);
    }

    /// <summary>Records of `clicks`.</summary>
    private void ReadClicks(RecordBatch batch, LanePartition partition)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            DecodeError error =
                ClicksDecoder.Decode(batch.Key(i), batch.Value(i), batch.IsTombstone(i), out ClicksRow row);
            if (!error.IsNone)
            {
                if (!error.IsSkip)
                {
                    _collected.Account.Bad(0, batch, i, error.Code ?? "", error.Message);
                }

                continue;
            }

            long time = EventTime.Of(row.At);
            if (!partition.Advance(time))
            {
                _collected.Account.Ahead(0, batch, i, time);
                continue;
            }

            StreamOrigin from = new(_collected.Account, batch, i, partition, time);
            VisitsWindow(in row, in from);
            GrowingWindow(in row, in from);
            RecentDedupe(in row, in from);
            DaysWindow(in row, in from);
            DaysSelect(in row, in from);
        }
    }
}

/// <summary>What a lane collects between two rounds.</summary>
internal sealed class LiveCollection(LaneAccount account) : LaneCollection(account)
{
    public SessionParts<VisitsAggregateKey, VisitsGroup, VisitsState> VisitsGroups { get; } = new();

    public SessionParts<GrowingAggregateKey, GrowingGroup, GrowingState> GrowingGroups { get; } = new();

    public Dictionary<RecentDedupeKey, Timed<RecentKept>> RecentGroups { get; } = [];

    public SessionParts<DaysAggregateKey2, DaysGroup2, DaysState2> DaysGroups { get; } = new();

    public List<HeldRow<DaysUnionRow>> DaysHeld { get; } = [];

    public override int Size => VisitsGroups.Count + GrowingGroups.Count + RecentGroups.Count + DaysGroups.Count + DaysHeld.Count;
}

/// <summary>Merges what lanes collected and passes rows on to the targets.</summary>
internal sealed class LiveRound : StreamRound
{
    private readonly SessionTable<VisitsAggregateKey, VisitsGroup, VisitsState> _visitsGroups =
        new(new OperatorSignature("visits: aggregate1", "clicks = count(): int64, entered = first(url sort at, click_id): text of (text) by user_id: int64, window_start: instant, window_end: instant in Session 00:30:00/00:30:00"), TimeSpan.FromMilliseconds(300000));
    private readonly SessionTable<GrowingAggregateKey, GrowingGroup, GrowingState> _growingGroups =
        new(new OperatorSignature("growing: aggregate2", "clicks = count(): int64 of () by user_id: int64, window_start: instant in Session 00:30:00/00:30:00"), TimeSpan.FromMilliseconds(0)) { Route = 1 };
    private readonly SlidingTable<RecentAggregateKey, RecentGroup, RecentState> _recentGroups =
        new(new OperatorSignature("recent: aggregate3", "clicks = count(): int64 of () by user_id: int64, window_end: instant in Sliding 00:10:00/00:10:00"), TimeSpan.FromMilliseconds(600000), TimeSpan.FromMilliseconds(0)) { Route = 2 };
    private readonly KeyTable<RecentDedupeKey, RecentKept, RecentState2> _recentGroups2 =
        new(new OperatorSignature("recent: dedupe4", "earliest of { click_id: int64 @key, user_id: int64, url: text, at: instant } by click_id: int64 in the order of at"), TimeSpan.FromMilliseconds(86400000)) { Route = 2 };
    private readonly WindowTable<DaysAggregateKey, DaysGroup, DaysState> _daysGroups =
        new(new OperatorSignature("days: aggregate5", "__aggregate1 = sum(n): int64 of (int64) by window_start: instant in Tumble 1.00:00:00/1.00:00:00"), TimeSpan.FromMilliseconds(0)) { Route = 3 };
    private readonly SessionTable<DaysAggregateKey2, DaysGroup2, DaysState2> _daysGroups2 =
        new(new OperatorSignature("days: aggregate6", "clicks = count(): int64 of () by user_id: int64, window_start: instant, window_end: instant in Session 00:30:00/00:30:00"), TimeSpan.FromMilliseconds(300000)) { Route = 3 };
    private readonly List<HeldRow<DaysUnionRow>> _daysHeld = [];
    private VisitsRows _visits = new();
    private GrowingRows _growing = new();
    private RecentRows _recent = new();
    private DaysRows _days = new();
    private LaneAccount _account = LaneAccount.None;
    private ImmutableArray<long> _closed = [EventTime.None, EventTime.None, EventTime.None, EventTime.None];

    public override ImmutableArray<StateTable> Tables => [_visitsGroups, _growingGroups, _recentGroups, _recentGroups2, _daysGroups, _daysGroups2];

    public override void Merge(LaneCollection collection)
    {
        LiveCollection from = (LiveCollection)collection;
        _visitsGroups.Merge(from.VisitsGroups);
        _growingGroups.Merge(from.GrowingGroups);
        _recentGroups2.Merge(from.RecentGroups);
        _daysGroups2.Merge(from.DaysGroups);
        _daysHeld.AddRange(from.DaysHeld);
    }

    public override RoundOutput Close(ImmutableArray<long> watermarks, LaneAccount account)
    {
        _account = account;
        DaysTakeHeld();
        watermarks = _daysGroups2.Close(watermarks[3], DaysGive2) ? watermarks : _closed;
        watermarks = _daysGroups.Close(EventTime.Earlier(watermarks[3], 2100000000L), DaysGive) ? watermarks : _closed;
        _recentGroups2.Changed(RecentGive2);
        _recentGroups2.Expire(watermarks[2]);
        watermarks = _recentGroups.Close(watermarks[2], RecentGive) ? watermarks : _closed;
        _growingGroups.Changed(GrowingGive, GrowingTakeBack);
        _growingGroups.Close(watermarks[1], null);
        _visitsGroups.Close(watermarks[0], VisitsGive);
        _closed = watermarks;
        RoundOutput output = new([_visits, _growing, _recent, _days], []);
        _visits = new VisitsRows();
        _growing = new GrowingRows();
        _recent = new RecentRows();
        _days = new DaysRows();
        return output;
    }

    /// <summary>For the target.</summary>
    private void VisitsOut(in VisitsAggregateRow row, in StreamOrigin from)
    {
        _visits.Items.Add(row);
    }

    /// <summary>The order of rows; null is last both ways.</summary>
    private int FirstOrder(VisitsWindowRow a, VisitsWindowRow b)
    {
        int order = NaturalOrder<DateTime>.Compare(a.At, b.At);
        if (order != 0)
        {
            return order;
        }
        return NaturalOrder<long>.Compare(a.ClickId, b.ClickId);
    }

    /// <summary>The group's row.</summary>
    public VisitsAggregateRow VisitsResult(VisitsAggregateKey key, ref VisitsGroup state)
    {
        List<VisitsWindowRow> sorted = [.. state.Rows ?? []];
        sorted.Sort(FirstOrder);
        FirstOf<string> accumulator = default;
        foreach (VisitsWindowRow row in sorted)
        {
            accumulator.Add(row.Url);
        }
        return new VisitsAggregateRow(key.UserId, key.WindowStart, key.WindowEnd, state.Clicks.Result, accumulator.Result);
    }

    /// <summary>The row of a group goes on from `aggregate`.</summary>
    private void VisitsGive(in VisitsAggregateKey key, ref VisitsGroup group)
    {
        VisitsOut(VisitsResult(key, ref group), StreamOrigin.OfRound(_account, EventTime.Earlier(_closed[0], 2100000000L), EventTime.Of(key.WindowEnd)));
    }

    /// <summary>For the target.</summary>
    private void GrowingOut(in GrowingRow row, in StreamOrigin from)
    {
        _growing.Items.Add(row);
        _growing.Deleted.Add(false);
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step(in GrowingAggregateRow row, RowExits exits, out GrowingRow result)
    {
        result = new GrowingRow(row.UserId, row.WindowStart, row.Clicks);
        return 0;
    }
#line default

    /// <summary>Through the steps that look at one row.</summary>
    private void GrowingGrowing(in GrowingAggregateRow row, in StreamOrigin from)
    {
        int site = Step(in row, from.Exits(1), out GrowingRow kept);
        if (site != 0)
        {
            from.Leave(1, site);
            return;
        }

        GrowingOut(in kept, in from);
    }

    /// <summary>The group's row.</summary>
    public GrowingAggregateRow GrowingResult(GrowingAggregateKey key, ref GrowingGroup state)
    {
        return new GrowingAggregateRow(key.UserId, key.WindowStart, state.Clicks.Result);
    }

    /// <summary>The row of a group goes on from `aggregate`.</summary>
    private void GrowingGive(in GrowingAggregateKey key, ref GrowingGroup group)
    {
        GrowingGrowing(GrowingResult(key, ref group), StreamOrigin.OfRound(_account, EventTime.Earlier(_closed[1], 1800000000L), EventTime.Of(key.WindowStart)));
    }

    /// <summary>A row of a session that is gone, by its key.</summary>
    private void GrowingTakeBack(in GrowingAggregateKey key)
    {
        _growing.Items.Add(new GrowingRow(key.UserId, key.WindowStart, default));
        _growing.Deleted.Add(true);
    }

    /// <summary>For the target.</summary>
    private void RecentOut(in RecentAggregateRow row, in StreamOrigin from)
    {
        _recent.Items.Add(row);
    }

    /// <summary>Adds a row to its group.</summary>
    public void RecentAdd(ref RecentGroup state, in RecentWindowRow row)
    {
        state.Clicks.Add();
    }

    /// <summary>The group's row.</summary>
    public RecentAggregateRow Recent2Result(RecentAggregateKey key, ref RecentGroup state)
    {
        return new RecentAggregateRow(key.UserId, key.WindowEnd, state.Clicks.Result);
    }

    /// <summary>The row of a group goes on from `aggregate`.</summary>
    private void RecentGive(in RecentAggregateKey key, ref RecentGroup group)
    {
        RecentOut(Recent2Result(key, ref group), StreamOrigin.OfRound(_account, _closed[2], EventTime.Of(key.WindowEnd)));
    }

    /// <summary>Adds the row to its group.</summary>
    private void RecentAggregate(in RecentWindowRow row, in StreamOrigin from)
    {
        RecentAggregateKey key = new RecentAggregateKey(row.UserId, row.WindowEnd);
        RecentAdd(ref _recentGroups.Group(in key), in row);
    }

    /// <summary>The row's time goes on in place of its window, unless it is late.</summary>
    private void RecentWindow(in ClicksRow row, in StreamOrigin from)
    {
        long at = EventTime.Of(row.At);
        if (from.IsLate(2, at + 0L + 1))
        {
            from.Late(2);
            return;
        }

        RecentAggregate(new RecentWindowRow(row.ClickId, row.UserId, row.At, EventTime.Instant(at), EventTime.Instant(at)), in from);
    }

    /// <summary>The row of a group goes on from `dedupe`.</summary>
    private void RecentGive2(in RecentDedupeKey key, ref RecentKept group)
    {
        if (group.HasLeft)
        {
            return;
        }

        group.HasLeft = true;
        RecentWindow(in group.Row, StreamOrigin.Of(group.Origin, _account));
    }

    /// <summary>For the target.</summary>
    private void DaysOut(in DaysRow row, in StreamOrigin from)
    {
        _days.Items.Add(row);
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step2(in DaysAggregateRow row, RowExits exits, out DaysRow result)
    {
        result = default;
#line 24 "main.flow"
        if (row.Aggregate1Failed)
        {
            exits.Begin();
            exits.AddInstant("window_start", row.WindowStart);
            return exits.End(1);
        }
        result = new DaysRow(row.WindowStart, row.Aggregate1);
        return 0;
    }
#line default

    /// <summary>Through the steps that look at one row.</summary>
    private void DaysDays(in DaysAggregateRow row, in StreamOrigin from)
    {
        int site = Step2(in row, from.Exits(3), out DaysRow kept);
        if (site != 0)
        {
            from.Leave(3, site);
            return;
        }

        DaysOut(in kept, in from);
    }

    /// <summary>Adds a row to its group.</summary>
    public void DaysAdd(ref DaysGroup state, in DaysWindowRow row)
    {
        state.Aggregate1.Add(row.N);
    }

    /// <summary>The group's row.</summary>
    public DaysAggregateRow Days2Result(DaysAggregateKey key, ref DaysGroup state)
    {
        bool aggregate1Failed = !state.Aggregate1.TryResult(out long aggregate1Value);
        return new DaysAggregateRow(key.WindowStart, aggregate1Value, aggregate1Failed);
    }

    /// <summary>The row of a group goes on from `aggregate`.</summary>
    private void DaysGive(in DaysAggregateKey key, ref DaysGroup group)
    {
        DaysDays(Days2Result(key, ref group), StreamOrigin.OfRound(_account, EventTime.Earlier(_closed[3], 88500000000L), EventTime.Of(key.WindowStart)));
    }

    /// <summary>Adds the row to its group.</summary>
    private void DaysAggregate(in DaysWindowRow row, in StreamOrigin from)
    {
        DaysAggregateKey key = new DaysAggregateKey(row.WindowStart);
        DaysAdd(ref _daysGroups.Group(in key), in row);
    }

    /// <summary>The window that the row is in, unless it is late.</summary>
    private void DaysWindow(in DaysUnionRow row, in StreamOrigin from)
    {
        long at = EventTime.Of(row.At);
        long start = EventTime.WindowStart(at, 86400000000L);
        long end = start + 86400000000L;
        if (from.IsLate(3, end + 0L))
        {
            from.Late(3);
            return;
        }

        DaysAggregate(new DaysWindowRow(row.At, row.N, EventTime.Instant(start), EventTime.Instant(end)), in from);
    }

    /// <summary>A row of one of the streams.</summary>
    private void DaysBranch(in DaysSelectRow row, in StreamOrigin from)
    {
        DaysWindow(new DaysUnionRow(row.At, row.N), in from);
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step3(in DaysAggregateRow2 row, RowExits exits, out DaysSelectRow result)
    {
        result = new DaysSelectRow(row.WindowEnd, row.Clicks);
        return 0;
    }
#line default

    /// <summary>Through the steps that look at one row.</summary>
    private void DaysSelect(in DaysAggregateRow2 row, in StreamOrigin from)
    {
        int site = Step3(in row, from.Exits(3), out DaysSelectRow kept);
        if (site != 0)
        {
            from.Leave(3, site);
            return;
        }

        DaysBranch(in kept, in from);
    }

    /// <summary>The group's row.</summary>
    public DaysAggregateRow2 Days3Result(DaysAggregateKey2 key, ref DaysGroup2 state)
    {
        return new DaysAggregateRow2(key.UserId, key.WindowStart, key.WindowEnd, state.Clicks.Result);
    }

    /// <summary>The row of a group goes on from `aggregate`.</summary>
    private void DaysGive2(in DaysAggregateKey2 key, ref DaysGroup2 group)
    {
        DaysSelect(Days3Result(key, ref group), StreamOrigin.OfRound(_account, EventTime.Earlier(_closed[3], 2100000000L), EventTime.Of(key.WindowEnd)));
    }

    /// <summary>Rows that waited for the round.</summary>
    private void DaysTakeHeld()
    {
        foreach (HeldRow<DaysUnionRow> held in _daysHeld)
        {
            DaysWindow(held.Row, StreamOrigin.Of(held.Origin, _account));
        }

        _daysHeld.Clear();
    }
}

/// <summary>Reads records that are JSON objects.</summary>
internal static class ClicksDecoder
{
    public static DecodeError Decode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isTombstone, out ClicksRow row)
    {
        row = default;
        if (isTombstone)
        {
            return DecodeErrors.NoValue();
        }

        try
        {
            return Read(value, out row);
        }
        catch (Exception e) when (DecodeErrors.IsRefusal(e))
        {
            row = default;
            return DecodeErrors.NotJson(value, e);
        }
    }

    private static DecodeError Read(ReadOnlySpan<byte> record, out ClicksRow row)
    {
        Utf8JsonReader reader = new(record);
        reader.Read();
        DecodeError error = ReadClicksRow(ref reader, record, out row);
        if (error.IsNone)
        {
            JsonValues.End(ref reader);
        }

        return error;
    }

    private static DecodeError ReadClicksRow(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> record, out ClicksRow value)
    {
        value = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return DecodeErrors.Malformed("it is not a JSON object");
        }

        long clickId = default;
        bool hasClickId = false;
        long userId = default;
        bool hasUserId = false;
        string url = default;
        bool hasUrl = false;
        DateTime at = default;
        bool hasAt = false;
        int expected = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int member = FindClicksRow(ref reader, expected);
            reader.Read();
            if (member < 0)
            {
                reader.Skip();
                continue;
            }

            expected = member + 1;
            switch (member)
            {
                case 0:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            hasClickId = false;
                            break;
                        }

                        if (!JsonValues.TryInt64(ref reader, out clickId))
                        {
                            if (!JsonValues.IsRepeated(reader, "click_id"u8))
                            {
                                return DecodeErrors.NotOfType("click_id", "an int64", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasClickId = true;
                        break;
                    }
                case 1:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            hasUserId = false;
                            break;
                        }

                        if (!JsonValues.TryInt64(ref reader, out userId))
                        {
                            if (!JsonValues.IsRepeated(reader, "user_id"u8))
                            {
                                return DecodeErrors.NotOfType("user_id", "an int64", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasUserId = true;
                        break;
                    }
                case 2:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            hasUrl = false;
                            break;
                        }

                        if (!JsonValues.TryText(ref reader, record, out url))
                        {
                            if (!JsonValues.IsRepeated(reader, "url"u8))
                            {
                                return DecodeErrors.NotOfType("url", "a text", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasUrl = true;
                        break;
                    }
                case 3:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            hasAt = false;
                            break;
                        }

                        if (!JsonValues.TryInstant(ref reader, out at))
                        {
                            if (!JsonValues.IsRepeated(reader, "at"u8))
                            {
                                return DecodeErrors.NotOfType("at", "an instant", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasAt = true;
                        break;
                    }
            }
        }

        if (!hasClickId)
        {
            return DecodeErrors.Missing("click_id");
        }

        if (!hasUserId)
        {
            return DecodeErrors.Missing("user_id");
        }

        if (!hasUrl)
        {
            return DecodeErrors.Missing("url");
        }

        if (!hasAt)
        {
            return DecodeErrors.Missing("at");
        }

        value = new(clickId, userId, url, at);
        return DecodeError.None;
    }

    private static int FindClicksRow(ref Utf8JsonReader reader, int expected)
    {
        if (reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals("click_id"u8) ? 0 : reader.ValueTextEquals("user_id"u8) ? 1 : reader.ValueTextEquals("url"u8) ? 2 : reader.ValueTextEquals("at"u8) ? 3 : -1;
        }

        ReadOnlySpan<byte> name = reader.ValueSpan;
        switch (expected)
        {
            case 0:
                if (name.SequenceEqual("click_id"u8))
                {
                    return 0;
                }

                break;
            case 1:
                if (name.SequenceEqual("user_id"u8))
                {
                    return 1;
                }

                break;
            case 2:
                if (name.SequenceEqual("url"u8))
                {
                    return 2;
                }

                break;
            case 3:
                if (name.SequenceEqual("at"u8))
                {
                    return 3;
                }

                break;
        }

        switch (name.Length)
        {
            case 8:
                if (name.SequenceEqual("click_id"u8))
                {
                    return 0;
                }

                break;
            case 7:
                if (name.SequenceEqual("user_id"u8))
                {
                    return 1;
                }

                break;
            case 3:
                if (name.SequenceEqual("url"u8))
                {
                    return 2;
                }

                break;
            case 2:
                if (name.SequenceEqual("at"u8))
                {
                    return 3;
                }

                break;
        }

        return -1;
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class VisitsRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("user_id", ColumnType.Int64, IsKey: true), new("window_start", ColumnType.Instant, IsKey: true), new("window_end", ColumnType.Instant, IsKey: true), new("clicks", ColumnType.Int64), new("entered", ColumnType.Text)];

    public List<VisitsAggregateRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly VisitsAggregateRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Integer(row.UserId);
            writer.Instant(row.WindowStart);
            writer.Instant(row.WindowEnd);
            writer.Integer(row.Clicks);
            writer.Text(row.Entered);
            writer.EndRow();
        }
    }
}

/// <summary>What is known of a group.</summary>
internal struct VisitsGroup
{
    public Count Clicks;
    public List<VisitsWindowRow>? Rows;
}

/// <summary>Groups as state.</summary>
internal readonly struct VisitsState : ISessionForm<VisitsAggregateKey, VisitsGroup>
{
    public static long Gap => 1800000000L;

    public static long Time(in VisitsAggregateKey key) => EventTime.Of(key.WindowStart);

    public static VisitsAggregateKey In(in VisitsAggregateKey key, long start, long end) => key with { WindowStart = EventTime.Instant(start), WindowEnd = EventTime.Instant(end) };

    public static void WriteKey(in VisitsAggregateKey key, ref StateWriter writer) => VisitsAggregateKeyForm.Write(key, ref writer);

    public static VisitsAggregateKey ReadKey(ref StateReader reader) => VisitsAggregateKeyForm.Read(ref reader);

    public static void WriteGroup(in VisitsGroup group, ref StateWriter writer)
    {
        group.Clicks.Write(ref writer);
        ListForm.Write<VisitsWindowRow, VisitsWindowRowForm>(group.Rows, ref writer);
    }

    public static VisitsGroup ReadGroup(ref StateReader reader) => new()
    {
        Clicks = Count.Read(ref reader),
        Rows = ListForm.Read<VisitsWindowRow, VisitsWindowRowForm>(ref reader),
    };

    public static void Merge(ref VisitsGroup into, in VisitsGroup other)
    {
        into.Clicks.Merge(in other.Clicks);
        ListForm.Merge(ref into.Rows, other.Rows);
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class GrowingRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("who", ColumnType.Int64, IsKey: true), new("began", ColumnType.Instant, IsKey: true), new("clicks", ColumnType.Int64)];

    public List<GrowingRow> Items { get; } = [];

    /// <summary>Of each row.</summary>
    public List<bool> Deleted { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override bool IsDeleted(int index) => Deleted[index];

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly GrowingRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Integer(row.Who);
            writer.Instant(row.Began);
            writer.Integer(row.Clicks);
            writer.EndRow();
        }
    }
}

/// <summary>What is known of a group.</summary>
internal struct GrowingGroup
{
    public Count Clicks;
}

/// <summary>Groups as state.</summary>
internal readonly struct GrowingState : ISessionForm<GrowingAggregateKey, GrowingGroup>
{
    public static long Gap => 1800000000L;

    public static long Time(in GrowingAggregateKey key) => EventTime.Of(key.WindowStart);

    public static GrowingAggregateKey In(in GrowingAggregateKey key, long start, long end) => key with { WindowStart = EventTime.Instant(start) };

    public static void WriteKey(in GrowingAggregateKey key, ref StateWriter writer) => GrowingAggregateKeyForm.Write(key, ref writer);

    public static GrowingAggregateKey ReadKey(ref StateReader reader) => GrowingAggregateKeyForm.Read(ref reader);

    public static void WriteGroup(in GrowingGroup group, ref StateWriter writer)
    {
        group.Clicks.Write(ref writer);
    }

    public static GrowingGroup ReadGroup(ref StateReader reader) => new()
    {
        Clicks = Count.Read(ref reader),
    };

    public static void Merge(ref GrowingGroup into, in GrowingGroup other)
    {
        into.Clicks.Merge(in other.Clicks);
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class RecentRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("user_id", ColumnType.Int64, IsKey: true), new("window_end", ColumnType.Instant, IsKey: true), new("clicks", ColumnType.Int64)];

    public List<RecentAggregateRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly RecentAggregateRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Integer(row.UserId);
            writer.Instant(row.WindowEnd);
            writer.Integer(row.Clicks);
            writer.EndRow();
        }
    }
}

/// <summary>What is known of a group.</summary>
internal struct RecentGroup
{
    public Count Clicks;
}

/// <summary>Groups as state.</summary>
internal readonly struct RecentState : IOpenWindowForm<RecentAggregateKey, RecentGroup>
{
    public static long Time(in RecentAggregateKey key) => EventTime.Of(key.WindowEnd);

    public static RecentAggregateKey In(in RecentAggregateKey key, long start, long end) => key with { WindowEnd = EventTime.Instant(end) };

    public static void WriteKey(in RecentAggregateKey key, ref StateWriter writer) => RecentAggregateKeyForm.Write(key, ref writer);

    public static RecentAggregateKey ReadKey(ref StateReader reader) => RecentAggregateKeyForm.Read(ref reader);

    public static void WriteGroup(in RecentGroup group, ref StateWriter writer)
    {
        group.Clicks.Write(ref writer);
    }

    public static RecentGroup ReadGroup(ref StateReader reader) => new()
    {
        Clicks = Count.Read(ref reader),
    };

    public static void Merge(ref RecentGroup into, in RecentGroup other)
    {
        into.Clicks.Merge(in other.Clicks);
    }
}

/// <summary>The row of a key that is kept.</summary>
internal struct RecentKept
{
    public ClicksRow Row;
    public RowOrigin Origin;
    public bool HasRow;
    public bool HasLeft;
}

/// <summary>Kept rows as state: of one that has left, and that no later one replaces, nothing but that.</summary>
internal readonly struct RecentState2 : IGroupForm<RecentDedupeKey, RecentKept>
{
    public static void Add(ref RecentKept group, in ClicksRow row, in RowOrigin origin)
    {
        if (!group.HasLeft && (!group.HasRow || LiveLane.DedupeOrder(row, group.Row) < 0))
        {
            group.Row = row;
            group.Origin = origin;
            group.HasRow = true;
        }
    }

    public static void Merge(ref RecentKept group, in RecentKept other) => Add(ref group, in other.Row, in other.Origin);

    public static void WriteKey(in RecentDedupeKey key, ref StateWriter writer) => RecentDedupeKeyForm.Write(key, ref writer);

    public static RecentDedupeKey ReadKey(ref StateReader reader) => RecentDedupeKeyForm.Read(ref reader);

    public static void WriteGroup(in RecentKept group, ref StateWriter writer)
    {
        writer.Bool(group.HasLeft);
        if (!group.HasLeft)
        {
            ClicksRowForm.Write(group.Row, ref writer);
        }
    }

    public static RecentKept ReadGroup(ref StateReader reader) => reader.Bool()
        ? new() { HasLeft = true }
        : new() { HasRow = true, Row = ClicksRowForm.Read(ref reader) };
}

/// <summary>Rows for one target.</summary>
internal sealed class DaysRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("window_start", ColumnType.Instant, IsKey: true), new("n", ColumnType.Int64)];

    public List<DaysRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly DaysRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Instant(row.WindowStart);
            writer.Integer(row.N);
            writer.EndRow();
        }
    }
}

/// <summary>What is known of a group.</summary>
internal struct DaysGroup
{
    public IntegerSum Aggregate1;
}

/// <summary>Groups as state.</summary>
internal readonly struct DaysState : IWindowForm<DaysAggregateKey, DaysGroup>
{
    public static long End(in DaysAggregateKey key) => EventTime.Of(key.WindowStart) + 86400000000L;

    public static void WriteKey(in DaysAggregateKey key, ref StateWriter writer) => DaysAggregateKeyForm.Write(key, ref writer);

    public static DaysAggregateKey ReadKey(ref StateReader reader) => DaysAggregateKeyForm.Read(ref reader);

    public static void WriteGroup(in DaysGroup group, ref StateWriter writer)
    {
        group.Aggregate1.Write(ref writer);
    }

    public static DaysGroup ReadGroup(ref StateReader reader) => new()
    {
        Aggregate1 = IntegerSum.Read(ref reader),
    };

    public static void Merge(ref DaysGroup into, in DaysGroup other)
    {
        into.Aggregate1.Merge(in other.Aggregate1);
    }
}

/// <summary>What is known of a group.</summary>
internal struct DaysGroup2
{
    public Count Clicks;
}

/// <summary>Groups as state.</summary>
internal readonly struct DaysState2 : ISessionForm<DaysAggregateKey2, DaysGroup2>
{
    public static long Gap => 1800000000L;

    public static long Time(in DaysAggregateKey2 key) => EventTime.Of(key.WindowStart);

    public static DaysAggregateKey2 In(in DaysAggregateKey2 key, long start, long end) => key with { WindowStart = EventTime.Instant(start), WindowEnd = EventTime.Instant(end) };

    public static void WriteKey(in DaysAggregateKey2 key, ref StateWriter writer) => DaysAggregateKey2Form.Write(key, ref writer);

    public static DaysAggregateKey2 ReadKey(ref StateReader reader) => DaysAggregateKey2Form.Read(ref reader);

    public static void WriteGroup(in DaysGroup2 group, ref StateWriter writer)
    {
        group.Clicks.Write(ref writer);
    }

    public static DaysGroup2 ReadGroup(ref StateReader reader) => new()
    {
        Clicks = Count.Read(ref reader),
    };

    public static void Merge(ref DaysGroup2 into, in DaysGroup2 other)
    {
        into.Clicks.Merge(in other.Clicks);
    }
}

internal readonly struct VisitsAggregateKeyForm : IStateForm<VisitsAggregateKey>
{
    public static void Write(VisitsAggregateKey value, ref StateWriter writer)
    {
        writer.Write<long, ScalarForm>(value.UserId);
        writer.Write<DateTime, ScalarForm>(value.WindowStart);
        writer.Write<DateTime, ScalarForm>(value.WindowEnd);
    }

    public static VisitsAggregateKey Read(ref StateReader reader) => new(reader.Read<long, ScalarForm>(), reader.Read<DateTime, ScalarForm>(), reader.Read<DateTime, ScalarForm>());
}

internal readonly struct VisitsWindowRowForm : IStateForm<VisitsWindowRow>
{
    public static void Write(VisitsWindowRow value, ref StateWriter writer)
    {
        writer.Write<long, ScalarForm>(value.ClickId);
        writer.Write<long, ScalarForm>(value.UserId);
        writer.Write<string, ScalarForm>(value.Url);
        writer.Write<DateTime, ScalarForm>(value.At);
        writer.Write<DateTime, ScalarForm>(value.WindowStart);
        writer.Write<DateTime, ScalarForm>(value.WindowEnd);
    }

    public static VisitsWindowRow Read(ref StateReader reader) => new(reader.Read<long, ScalarForm>(), reader.Read<long, ScalarForm>(), reader.Read<string, ScalarForm>(), reader.Read<DateTime, ScalarForm>(), reader.Read<DateTime, ScalarForm>(), reader.Read<DateTime, ScalarForm>());
}

internal readonly struct GrowingAggregateKeyForm : IStateForm<GrowingAggregateKey>
{
    public static void Write(GrowingAggregateKey value, ref StateWriter writer)
    {
        writer.Write<long, ScalarForm>(value.UserId);
        writer.Write<DateTime, ScalarForm>(value.WindowStart);
    }

    public static GrowingAggregateKey Read(ref StateReader reader) => new(reader.Read<long, ScalarForm>(), reader.Read<DateTime, ScalarForm>());
}

internal readonly struct RecentAggregateKeyForm : IStateForm<RecentAggregateKey>
{
    public static void Write(RecentAggregateKey value, ref StateWriter writer)
    {
        writer.Write<long, ScalarForm>(value.UserId);
        writer.Write<DateTime, ScalarForm>(value.WindowEnd);
    }

    public static RecentAggregateKey Read(ref StateReader reader) => new(reader.Read<long, ScalarForm>(), reader.Read<DateTime, ScalarForm>());
}

internal readonly struct RecentDedupeKeyForm : IStateForm<RecentDedupeKey>
{
    public static void Write(RecentDedupeKey value, ref StateWriter writer)
    {
        writer.Write<long, ScalarForm>(value.ClickId);
    }

    public static RecentDedupeKey Read(ref StateReader reader) => new(reader.Read<long, ScalarForm>());
}

internal readonly struct ClicksRowForm : IStateForm<ClicksRow>
{
    public static void Write(ClicksRow value, ref StateWriter writer)
    {
        writer.Write<long, ScalarForm>(value.ClickId);
        writer.Write<long, ScalarForm>(value.UserId);
        writer.Write<string, ScalarForm>(value.Url);
        writer.Write<DateTime, ScalarForm>(value.At);
    }

    public static ClicksRow Read(ref StateReader reader) => new(reader.Read<long, ScalarForm>(), reader.Read<long, ScalarForm>(), reader.Read<string, ScalarForm>(), reader.Read<DateTime, ScalarForm>());
}

internal readonly struct DaysAggregateKeyForm : IStateForm<DaysAggregateKey>
{
    public static void Write(DaysAggregateKey value, ref StateWriter writer)
    {
        writer.Write<DateTime, ScalarForm>(value.WindowStart);
    }

    public static DaysAggregateKey Read(ref StateReader reader) => new(reader.Read<DateTime, ScalarForm>());
}

internal readonly struct DaysAggregateKey2Form : IStateForm<DaysAggregateKey2>
{
    public static void Write(DaysAggregateKey2 value, ref StateWriter writer)
    {
        writer.Write<long, ScalarForm>(value.UserId);
        writer.Write<DateTime, ScalarForm>(value.WindowStart);
        writer.Write<DateTime, ScalarForm>(value.WindowEnd);
    }

    public static DaysAggregateKey2 Read(ref StateReader reader) => new(reader.Read<long, ScalarForm>(), reader.Read<DateTime, ScalarForm>(), reader.Read<DateTime, ScalarForm>());
}

internal readonly record struct ClicksRow(long ClickId, long UserId, string Url, DateTime At);

internal readonly record struct VisitsAggregateRow(
    long UserId,
    DateTime WindowStart,
    DateTime WindowEnd,
    long Clicks,
    string Entered);

internal readonly record struct VisitsWindowRow(
    long ClickId,
    long UserId,
    string Url,
    DateTime At,
    DateTime WindowStart,
    DateTime WindowEnd);

internal readonly record struct VisitsAggregateKey(long UserId, DateTime WindowStart, DateTime WindowEnd);

internal readonly record struct GrowingRow(long Who, DateTime Began, long Clicks);

internal readonly record struct GrowingAggregateRow(long UserId, DateTime WindowStart, long Clicks);

internal readonly record struct GrowingWindowRow(long UserId, DateTime At, DateTime WindowStart, DateTime WindowEnd);

internal readonly record struct GrowingAggregateKey(long UserId, DateTime WindowStart);

internal readonly record struct RecentAggregateRow(long UserId, DateTime WindowEnd, long Clicks);

internal readonly record struct RecentWindowRow(
    long ClickId,
    long UserId,
    DateTime At,
    DateTime WindowStart,
    DateTime WindowEnd);

internal readonly record struct RecentAggregateKey(long UserId, DateTime WindowEnd);

internal readonly record struct RecentDedupeKey(long ClickId);

internal readonly record struct DaysRow(DateTime WindowStart, long N);

internal readonly record struct DaysAggregateRow(DateTime WindowStart, long Aggregate1, bool Aggregate1Failed);

internal readonly record struct DaysWindowRow(DateTime At, long N, DateTime WindowStart, DateTime WindowEnd);

internal readonly record struct DaysAggregateKey(DateTime WindowStart);

internal readonly record struct DaysUnionRow(DateTime At, long N);

internal readonly record struct DaysSelectRow(DateTime At, long N);

internal readonly record struct DaysAggregateRow2(long UserId, DateTime WindowStart, DateTime WindowEnd, long Clicks);

internal readonly record struct DaysWindowRow2(long UserId, DateTime At, DateTime WindowStart, DateTime WindowEnd);

internal readonly record struct DaysAggregateKey2(long UserId, DateTime WindowStart, DateTime WindowEnd);

internal readonly record struct DaysSelectRow2(DateTime At, long N);
