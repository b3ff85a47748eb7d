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

/// <summary>Pipeline `live` of main.flow:21:1.</summary>
internal sealed class LivePipeline(Connections connections) : StreamPipeline
{
    public override PipelineDefinition Definition { get; } = new("live", "main.flow", 21);

    protected override StreamTopology CreateTopology(StreamRun run) => new()
    {
        Inputs =
        [
            new StreamInput("trips", connections.Bus.Topic("taxi.trips", new TopicSourceOptions { Start = TopicStart.Earliest, InstanceId = "taxi.trips" })) { Lag = TimeSpan.FromMilliseconds(120000), Idle = TimeSpan.FromMilliseconds(60000) },
        ],
        Routes =
        [
            new StreamRoute("zone_load", "pg.table(\"mart.zone_load\")",
            [
                new(1, FailureAction.Filter, "zone_load: where", "not fare > 0", "main.flow", 12, 5),
            ]),
            new StreamRoute("hourly", "pg.table(\"mart.hourly\")", []),
        ],
        Store = new PostgresStreamStore(connections.Pg, [new TableTarget("mart.zone_load", new TableOptions { Mode = WriteMode.Upsert }, [new("zone_id", ColumnType.Int32, IsKey: true), new("window_start", ColumnType.Instant, IsKey: true), new("trips", ColumnType.Int64), new("revenue", ColumnType.Decimal(38, 2)), new("dearest", ColumnType.Decimal(10, 2))]), new TableTarget("mart.hourly", new TableOptions { Mode = WriteMode.Upsert }, [new("window_end", ColumnType.Instant, IsKey: true), new("trips", ColumnType.Int64), new("zones", ColumnType.Int64)])]),
        Sides =
        [
            new PostgresOutput(connections.Pg, new TableTarget("mart.late_trips", new TableOptions { Mode = WriteMode.Append }, [new("trip_id", ColumnType.Int64), new("zone_id", ColumnType.Int32), new("fare", ColumnType.Decimal(10, 2)), new("pickup", ColumnType.Instant)])),
        ],
        Lane = account => new LiveLane(account),
        Round = new LiveRound(),
        Spill = RocksDbSpill.Open,
        CommitEvery = TimeSpan.FromMilliseconds(2000),
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
                ReadTrips(batch, partition);
                break;
        }
    }

    /// <summary>Adds a row to its group.</summary>
    public void ZoneLoadAdd(ref ZoneLoadGroup state, in ZoneLoadWindowRow row)
    {
        state.Trips.Add();
        state.Revenue.Add(row.Fare);
        state.Dearest.Add(row.Fare);
    }

    /// <summary>Adds the row to its group.</summary>
    private void ZoneLoadAggregate(in ZoneLoadWindowRow row, in StreamOrigin from)
    {
        ZoneLoadAggregateKey key = new ZoneLoadAggregateKey(row.ZoneId, row.WindowStart);
        ZoneLoadAdd(ref CollectionsMarshal.GetValueRefOrAddDefault(_collected.ZoneLoadGroups, key, out _), in row);
    }

    /// <summary>The window that the row is in, unless it is late.</summary>
    private void ZoneLoadWindow(in ZoneLoadWhereRow row, in StreamOrigin from)
    {
        long at = EventTime.Of(row.Pickup);
        long start = EventTime.WindowStart(at, 300000000L);
        long end = start + 300000000L;
        if (from.IsLate(0, end + 600000000L))
        {
            from.Late(0);
            _collected.ZoneLoadLate.Add(row);
            return;
        }

        ZoneLoadAggregate(new ZoneLoadWindowRow(row.TripId, row.ZoneId, row.Fare, row.Pickup, EventTime.Instant(start), EventTime.Instant(end)), in from);
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step(in TripsRow row, RowExits exits, out ZoneLoadWhereRow result)
    {
        result = default;
#line 12 "main.flow"
        if (!(row.Fare > 0L))
        {
            return 1;
        }

        result = new ZoneLoadWhereRow(row.TripId, row.ZoneId, row.Fare, row.Pickup);
        return 0;
    }
#line default

    /// <summary>Through the steps that look at one row.</summary>
    private void ZoneLoadWhere(in TripsRow row, in StreamOrigin from)
    {
        int site = Step(in row, from.Exits(0), out ZoneLoadWhereRow kept);
        if (site != 0)
        {
            from.Leave(0, site);
            return;
        }

        ZoneLoadWindow(in kept, in from);
    }

    /// <summary>Adds a row to its group.</summary>
    public void HourlyAdd(ref HourlyGroup state, in HourlyWindowRow row)
    {
        state.Trips.Add();
        state.Zones.Add(row.ZoneId);
    }

    /// <summary>Adds the row to its group.</summary>
    private void HourlyAggregate(in HourlyWindowRow row, in StreamOrigin from)
    {
        HourlyAggregateKey key = new HourlyAggregateKey(row.WindowEnd);
        HourlyAdd(ref CollectionsMarshal.GetValueRefOrAddDefault(_collected.HourlyGroups, key, out _), in row);
    }

    /// <summary>The windows that the row is in, unless it is late.</summary>
    private void HourlyWindow(in TripsRow row, in StreamOrigin from)
    {
        long at = EventTime.Of(row.Pickup);
        bool isLate = true;
        for (long start = EventTime.WindowStart(at, 900000000L); start > at - 3600000000L; start -= 900000000L)
        {
            long end = start + 3600000000L;
            if (from.IsLate(1, end + 0L))
            {
                break;
            }

            isLate = false;
            HourlyAggregate(new HourlyWindowRow(row.ZoneId, row.Pickup, EventTime.Instant(start), EventTime.Instant(end)), in from);
        }

        if (isLate)
        {
            from.Late(1);
        }
    }

    /// <summary>Records of `trips`.</summary>
    private void ReadTrips(RecordBatch batch, LanePartition partition)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            DecodeError error =
                TripsDecoder.Decode(batch.Key(i), batch.Value(i), batch.IsTombstone(i), out TripsRow row);
            if (!error.IsNone)
            {
                if (!error.IsSkip)
                {
                    _collected.Account.Bad(0, batch, i, error.Code ?? "", error.Message);
                }

                continue;
            }

            long time = EventTime.Of(row.Pickup);
            if (!partition.Advance(time))
            {
                _collected.Account.Ahead(0, batch, i, time);
                continue;
            }

            StreamOrigin from = new(_collected.Account, batch, i, partition, time);
            ZoneLoadWhere(in row, in from);
            HourlyWindow(in row, in from);
        }
    }
}

/// <summary>What a lane collects between two rounds.</summary>
internal sealed class LiveCollection(LaneAccount account) : LaneCollection(account)
{
    public Dictionary<ZoneLoadAggregateKey, ZoneLoadGroup> ZoneLoadGroups { get; } = [];

    public List<ZoneLoadWhereRow> ZoneLoadLate { get; } = [];

    public Dictionary<HourlyAggregateKey, HourlyGroup> HourlyGroups { get; } = [];

    public override int Size => ZoneLoadGroups.Count + ZoneLoadLate.Count + HourlyGroups.Count;
}

/// <summary>Merges what lanes collected and passes rows on to the targets.</summary>
internal sealed class LiveRound : StreamRound
{
    private readonly WindowTable<ZoneLoadAggregateKey, ZoneLoadGroup, ZoneLoadState> _zoneLoadGroups =
        new(new OperatorSignature("zone_load: aggregate1", "trips = count(): int64, revenue = sum(fare): decimal(38, 2), dearest = max(fare): decimal(10, 2) of (decimal(10, 2), decimal(10, 2)) by zone_id: int32, window_start: instant in Tumble 00:05:00/00:05:00"), TimeSpan.FromMilliseconds(600000));
    private readonly WindowTable<HourlyAggregateKey, HourlyGroup, HourlyState> _hourlyGroups =
        new(new OperatorSignature("hourly: aggregate2", "trips = count(): int64, zones = count_distinct(zone_id): int64 of (int32) by window_end: instant in Hop 01:00:00/00:15:00"), TimeSpan.FromMilliseconds(0)) { Route = 1 };
    private ZoneLoadRows _zoneLoad = new();
    private HourlyRows _hourly = new();
    private ZoneLoadLateRows _zoneLoadLate = new();
    private LaneAccount _account = LaneAccount.None;
    private ImmutableArray<long> _closed = [EventTime.None, EventTime.None];

    public override ImmutableArray<StateTable> Tables => [_zoneLoadGroups, _hourlyGroups];

    public override void Merge(LaneCollection collection)
    {
        LiveCollection from = (LiveCollection)collection;
        _zoneLoadGroups.Merge(from.ZoneLoadGroups);
        _zoneLoadLate.Items.AddRange(from.ZoneLoadLate);
        _hourlyGroups.Merge(from.HourlyGroups);
    }

    public override RoundOutput Close(ImmutableArray<long> watermarks, LaneAccount account)
    {
        _account = account;
        _hourlyGroups.Changed(HourlyGive);
        _hourlyGroups.Close(watermarks[1], null);
        _zoneLoadGroups.Close(watermarks[0], ZoneLoadGive);
        _closed = watermarks;
        RoundOutput output = new([_zoneLoad, _hourly], [_zoneLoadLate]);
        _zoneLoad = new ZoneLoadRows();
        _hourly = new HourlyRows();
        _zoneLoadLate = new ZoneLoadLateRows();
        return output;
    }

    /// <summary>For the target.</summary>
    private void ZoneLoadOut(in ZoneLoadAggregateRow row, in StreamOrigin from)
    {
        _zoneLoad.Items.Add(row);
    }

    /// <summary>The group's row.</summary>
    public ZoneLoadAggregateRow ZoneLoadResult(ZoneLoadAggregateKey key, ref ZoneLoadGroup state)
    {
        return new ZoneLoadAggregateRow(key.ZoneId, key.WindowStart, state.Trips.Result, state.Revenue.Result, state.Dearest.Result);
    }

    /// <summary>The row of a group goes on from `aggregate`.</summary>
    private void ZoneLoadGive(in ZoneLoadAggregateKey key, ref ZoneLoadGroup group)
    {
        ZoneLoadOut(ZoneLoadResult(key, ref group), StreamOrigin.OfRound(_account, EventTime.Earlier(_closed[0], 900000000L), EventTime.Of(key.WindowStart)));
    }

    /// <summary>For the target.</summary>
    private void HourlyOut(in HourlyAggregateRow row, in StreamOrigin from)
    {
        _hourly.Items.Add(row);
    }

    /// <summary>The group's row.</summary>
    public HourlyAggregateRow HourlyResult(HourlyAggregateKey key, ref HourlyGroup state)
    {
        return new HourlyAggregateRow(key.WindowEnd, state.Trips.Result, state.Zones.Result);
    }

    /// <summary>The row of a group goes on from `aggregate`.</summary>
    private void HourlyGive(in HourlyAggregateKey key, ref HourlyGroup group)
    {
        HourlyOut(HourlyResult(key, ref group), StreamOrigin.OfRound(_account, _closed[1], EventTime.Of(key.WindowEnd)));
    }
}

/// <summary>Reads records that are JSON objects.</summary>
internal static class TripsDecoder
{
    public static DecodeError Decode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isTombstone, out TripsRow row)
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

    private static DecodeError Read(ReadOnlySpan<byte> record, out TripsRow row)
    {
        Utf8JsonReader reader = new(record);
        reader.Read();
        DecodeError error = ReadTripsRow(ref reader, record, out row);
        if (error.IsNone)
        {
            JsonValues.End(ref reader);
        }

        return error;
    }

    private static DecodeError ReadTripsRow(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> record, out TripsRow value)
    {
        value = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return DecodeErrors.Malformed("it is not a JSON object");
        }

        long tripId = default;
        bool hasTripId = false;
        int zoneId = default;
        bool hasZoneId = false;
        long fare = default;
        bool hasFare = false;
        DateTime pickup = default;
        bool hasPickup = false;
        int expected = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int member = FindTripsRow(ref reader, expected);
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
                            hasTripId = false;
                            break;
                        }

                        if (!JsonValues.TryInt64(ref reader, out tripId))
                        {
                            if (!JsonValues.IsRepeated(reader, "trip_id"u8))
                            {
                                return DecodeErrors.NotOfType("trip_id", "an int64", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasTripId = true;
                        break;
                    }
                case 1:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            hasZoneId = false;
                            break;
                        }

                        if (!JsonValues.TryInt32(ref reader, out zoneId))
                        {
                            if (!JsonValues.IsRepeated(reader, "zone_id"u8))
                            {
                                return DecodeErrors.NotOfType("zone_id", "an int32", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasZoneId = true;
                        break;
                    }
                case 2:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            hasFare = false;
                            break;
                        }

                        if (!JsonValues.TryDecimal(ref reader, 10, 2, out fare))
                        {
                            if (!JsonValues.IsRepeated(reader, "fare"u8))
                            {
                                return DecodeErrors.NotOfType("fare", "a decimal(10, 2)", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasFare = true;
                        break;
                    }
                case 3:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            hasPickup = false;
                            break;
                        }

                        if (!JsonValues.TryInstant(ref reader, out pickup))
                        {
                            if (!JsonValues.IsRepeated(reader, "pickup"u8))
                            {
                                return DecodeErrors.NotOfType("pickup", "an instant", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasPickup = true;
                        break;
                    }
            }
        }

        if (!hasTripId)
        {
            return DecodeErrors.Missing("trip_id");
        }

        if (!hasZoneId)
        {
            return DecodeErrors.Missing("zone_id");
        }

        if (!hasFare)
        {
            return DecodeErrors.Missing("fare");
        }

        if (!hasPickup)
        {
            return DecodeErrors.Missing("pickup");
        }

        value = new(tripId, zoneId, fare, pickup);
        return DecodeError.None;
    }

    private static int FindTripsRow(ref Utf8JsonReader reader, int expected)
    {
        if (reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals("trip_id"u8) ? 0 : reader.ValueTextEquals("zone_id"u8) ? 1 : reader.ValueTextEquals("fare"u8) ? 2 : reader.ValueTextEquals("pickup"u8) ? 3 : -1;
        }

        ReadOnlySpan<byte> name = reader.ValueSpan;
        switch (expected)
        {
            case 0:
                if (name.SequenceEqual("trip_id"u8))
                {
                    return 0;
                }

                break;
            case 1:
                if (name.SequenceEqual("zone_id"u8))
                {
                    return 1;
                }

                break;
            case 2:
                if (name.SequenceEqual("fare"u8))
                {
                    return 2;
                }

                break;
            case 3:
                if (name.SequenceEqual("pickup"u8))
                {
                    return 3;
                }

                break;
        }

        switch (name.Length)
        {
            case 7:
                if (name.SequenceEqual("trip_id"u8))
                {
                    return 0;
                }

                if (name.SequenceEqual("zone_id"u8))
                {
                    return 1;
                }

                break;
            case 4:
                if (name.SequenceEqual("fare"u8))
                {
                    return 2;
                }

                break;
            case 6:
                if (name.SequenceEqual("pickup"u8))
                {
                    return 3;
                }

                break;
        }

        return -1;
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class ZoneLoadRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("zone_id", ColumnType.Int32, IsKey: true), new("window_start", ColumnType.Instant, IsKey: true), new("trips", ColumnType.Int64), new("revenue", ColumnType.Decimal(38, 2)), new("dearest", ColumnType.Decimal(10, 2))];

    public List<ZoneLoadAggregateRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly ZoneLoadAggregateRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Integer(row.ZoneId);
            writer.Instant(row.WindowStart);
            writer.Integer(row.Trips);
            writer.Decimal(row.Revenue, 2);
            writer.Decimal(row.Dearest, 2);
            writer.EndRow();
        }
    }
}

/// <summary>What is known of a group.</summary>
internal struct ZoneLoadGroup
{
    public Count Trips;
    public SmallDecimalSum Revenue;
    public Maximum<long, NaturalOrder<long>> Dearest;
}

/// <summary>Groups as state.</summary>
internal readonly struct ZoneLoadState : IWindowForm<ZoneLoadAggregateKey, ZoneLoadGroup>
{
    public static long End(in ZoneLoadAggregateKey key) => EventTime.Of(key.WindowStart) + 300000000L;

    public static void WriteKey(in ZoneLoadAggregateKey key, ref StateWriter writer) => ZoneLoadAggregateKeyForm.Write(key, ref writer);

    public static ZoneLoadAggregateKey ReadKey(ref StateReader reader) => ZoneLoadAggregateKeyForm.Read(ref reader);

    public static void WriteGroup(in ZoneLoadGroup group, ref StateWriter writer)
    {
        group.Trips.Write(ref writer);
        group.Revenue.Write(ref writer);
        group.Dearest.Write<ScalarForm>(ref writer);
    }

    public static ZoneLoadGroup ReadGroup(ref StateReader reader) => new()
    {
        Trips = Count.Read(ref reader),
        Revenue = SmallDecimalSum.Read(ref reader),
        Dearest = Maximum<long, NaturalOrder<long>>.Read<ScalarForm>(ref reader),
    };

    public static void Merge(ref ZoneLoadGroup into, in ZoneLoadGroup other)
    {
        into.Trips.Merge(in other.Trips);
        into.Revenue.Merge(in other.Revenue);
        into.Dearest.Merge(in other.Dearest);
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class ZoneLoadLateRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("trip_id", ColumnType.Int64), new("zone_id", ColumnType.Int32), new("fare", ColumnType.Decimal(10, 2)), new("pickup", ColumnType.Instant)];

    public List<ZoneLoadWhereRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly ZoneLoadWhereRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Integer(row.TripId);
            writer.Integer(row.ZoneId);
            writer.Decimal(row.Fare, 2);
            writer.Instant(row.Pickup);
            writer.EndRow();
        }
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class HourlyRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("window_end", ColumnType.Instant, IsKey: true), new("trips", ColumnType.Int64), new("zones", ColumnType.Int64)];

    public List<HourlyAggregateRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly HourlyAggregateRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Instant(row.WindowEnd);
            writer.Integer(row.Trips);
            writer.Integer(row.Zones);
            writer.EndRow();
        }
    }
}

/// <summary>What is known of a group.</summary>
internal struct HourlyGroup
{
    public Count Trips;
    public Distinct<int> Zones;
}

/// <summary>Groups as state.</summary>
internal readonly struct HourlyState : IWindowForm<HourlyAggregateKey, HourlyGroup>
{
    public static long End(in HourlyAggregateKey key) => EventTime.Of(key.WindowEnd);

    public static void WriteKey(in HourlyAggregateKey key, ref StateWriter writer) => HourlyAggregateKeyForm.Write(key, ref writer);

    public static HourlyAggregateKey ReadKey(ref StateReader reader) => HourlyAggregateKeyForm.Read(ref reader);

    public static void WriteGroup(in HourlyGroup group, ref StateWriter writer)
    {
        group.Trips.Write(ref writer);
        group.Zones.Write<ScalarForm>(ref writer);
    }

    public static HourlyGroup ReadGroup(ref StateReader reader) => new()
    {
        Trips = Count.Read(ref reader),
        Zones = Distinct<int>.Read<ScalarForm>(ref reader),
    };

    public static void Merge(ref HourlyGroup into, in HourlyGroup other)
    {
        into.Trips.Merge(in other.Trips);
        into.Zones.Merge(in other.Zones);
    }
}

internal readonly struct ZoneLoadAggregateKeyForm : IStateForm<ZoneLoadAggregateKey>
{
    public static void Write(ZoneLoadAggregateKey value, ref StateWriter writer)
    {
        writer.Write<int, ScalarForm>(value.ZoneId);
        writer.Write<DateTime, ScalarForm>(value.WindowStart);
    }

    public static ZoneLoadAggregateKey Read(ref StateReader reader) => new(reader.Read<int, ScalarForm>(), reader.Read<DateTime, ScalarForm>());
}

internal readonly struct HourlyAggregateKeyForm : IStateForm<HourlyAggregateKey>
{
    public static void Write(HourlyAggregateKey value, ref StateWriter writer)
    {
        writer.Write<DateTime, ScalarForm>(value.WindowEnd);
    }

    public static HourlyAggregateKey Read(ref StateReader reader) => new(reader.Read<DateTime, ScalarForm>());
}

internal readonly record struct TripsRow(long TripId, int ZoneId, long Fare, DateTime Pickup);

internal readonly record struct ZoneLoadAggregateRow(
    int ZoneId,
    DateTime WindowStart,
    long Trips,
    Int128 Revenue,
    long Dearest);

internal readonly record struct ZoneLoadWindowRow(
    long TripId,
    int ZoneId,
    long Fare,
    DateTime Pickup,
    DateTime WindowStart,
    DateTime WindowEnd);

internal readonly record struct ZoneLoadAggregateKey(int ZoneId, DateTime WindowStart);

internal readonly record struct ZoneLoadWhereRow(long TripId, int ZoneId, long Fare, DateTime Pickup);

internal readonly record struct HourlyAggregateRow(DateTime WindowEnd, long Trips, long Zones);

internal readonly record struct HourlyWindowRow(int ZoneId, DateTime Pickup, DateTime WindowStart, DateTime WindowEnd);

internal readonly record struct HourlyAggregateKey(DateTime WindowEnd);
