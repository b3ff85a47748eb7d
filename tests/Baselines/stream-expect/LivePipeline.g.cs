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

/// <summary>Pipeline `live` of main.flow:20:1.</summary>
internal sealed class LivePipeline(Connections connections) : StreamPipeline
{
    public override PipelineDefinition Definition { get; } = new("live", "main.flow", 20);

    protected override StreamTopology CreateTopology(StreamRun run) => new()
    {
        Inputs =
        [
            new StreamInput("trips", connections.Bus.Topic("taxi.trips", new TopicSourceOptions { Start = TopicStart.Earliest, InstanceId = "taxi.trips" })) { Lag = TimeSpan.FromMilliseconds(120000) },
        ],
        Routes =
        [
            new StreamRoute("clean", "pg.table(\"raw.trips\")",
            [
                new(1, FailureAction.Filter, "clean: where", "not fare > 0", "main.flow", 7, 32),
                new(2, FailureAction.Fail, "clean: expect", "zones have numbers", "main.flow", 15, 3),
                new(3, FailureAction.Warn, "clean: expect", "a tip is not negative", "main.flow", 13, 3),
                new(4, FailureAction.Warn, "clean: expect", "a tip is no fare", "main.flow", 14, 3),
            ]),
            new StreamRoute("zone_load", "pg.table(\"mart.zone_load\")",
            [
                new(1, FailureAction.Warn, "zone_load: expect", "fares are usual", "main.flow", 17, 23),
                new(2, FailureAction.Filter, "clean: where", "not fare > 0", "main.flow", 7, 32),
                new(3, FailureAction.Fail, "clean: expect", "zones have numbers", "main.flow", 15, 3),
            ]),
        ],
        Store = new PostgresStreamStore(connections.Pg, [new TableTarget("raw.trips", new TableOptions { Mode = WriteMode.Upsert }, [new("trip_id", ColumnType.Int64, IsKey: true), new("zone_id", ColumnType.Int32), new("fare", ColumnType.Decimal(10, 2)), new("tip", ColumnType.Decimal(10, 2), Nullable: true), new("pickup", ColumnType.Instant)]), new TableTarget("mart.zone_load", new TableOptions { Mode = WriteMode.Upsert }, [new("zone_id", ColumnType.Int32, IsKey: true), new("window_start", ColumnType.Instant, IsKey: true), new("trips", ColumnType.Int64), new("revenue", ColumnType.Decimal(38, 2))])]),
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
                ReadTrips(batch, partition);
                break;
        }
    }

    /// <summary>For the target.</summary>
    private void CleanOut(in CleanRow row, in StreamOrigin from)
    {
        _collected.CleanRows.Add(row);
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step(in TripsRow row, RowExits exits, out CleanRow result)
    {
        result = default;
#line 7 "main.flow"
        if (!(row.Fare > 0L))
        {
            return 1;
        }

#line 15 "main.flow"
        if (!(row.ZoneId > 0))
        {
            exits.Begin();
            exits.Add("trip_id", row.TripId);
            exits.Add("zone_id", row.ZoneId);
            exits.AddDecimal("fare", row.Fare, 2);
            exits.AddDecimal("tip", row.Tip, 2);
            exits.AddInstant("pickup", row.Pickup);
            return exits.End(2);
        }

#line 13 "main.flow"
        if (!(row.Tip is null || row.Tip >= 0L))
        {
            if (exits.Warn(3))
            {
                exits.Begin();
                exits.Add("trip_id", row.TripId);
                exits.Add("zone_id", row.ZoneId);
                exits.AddDecimal("fare", row.Fare, 2);
                exits.AddDecimal("tip", row.Tip, 2);
                exits.AddInstant("pickup", row.Pickup);
                exits.Keep(3);
            }
        }

#line 14 "main.flow"
        Int128? quotient = null;
        bool quotientFailed = false;
        if (row.Tip is { } tip)
        {
            quotientFailed = !Decimals.TryDivide(tip, row.Fare, 6, out Int128 quotientValue);
            quotient = quotientValue;
        }
        if (!(!quotientFailed && quotient < ((Int128)1000000L)))
        {
            if (exits.Warn(4))
            {
                exits.Begin();
                exits.Add("trip_id", row.TripId);
                exits.Add("zone_id", row.ZoneId);
                exits.AddDecimal("fare", row.Fare, 2);
                exits.AddDecimal("tip", row.Tip, 2);
                exits.AddInstant("pickup", row.Pickup);
                exits.Keep(4);
            }
        }

        result = new CleanRow(row.TripId, row.ZoneId, row.Fare, row.Tip, row.Pickup);
        return 0;
    }
#line default

    /// <summary>Through the steps that look at one row.</summary>
    private void CleanClean(in TripsRow row, in StreamOrigin from)
    {
        int site = Step(in row, from.Exits(0), out CleanRow kept);
        if (site != 0)
        {
            from.Leave(0, site);
            return;
        }

        CleanOut(in kept, in from);
    }

    /// <summary>Adds a row to its group.</summary>
    public void ZoneLoadAdd(ref ZoneLoadGroup state, in ZoneLoadWindowRow row)
    {
        state.Trips.Add();
        state.Revenue.Add(row.Fare);
    }

    /// <summary>Adds the row to its group.</summary>
    private void ZoneLoadAggregate(in ZoneLoadWindowRow row, in StreamOrigin from)
    {
        ZoneLoadAggregateKey key = new ZoneLoadAggregateKey(row.ZoneId, row.WindowStart);
        ZoneLoadAdd(ref CollectionsMarshal.GetValueRefOrAddDefault(_collected.ZoneLoadGroups, key, out _), in row);
    }

    /// <summary>The window that the row is in, unless it is late.</summary>
    private void ZoneLoadWindow(in ZoneLoadCleanRow row, in StreamOrigin from)
    {
        long at = EventTime.Of(row.Pickup);
        long start = EventTime.WindowStart(at, 300000000L);
        long end = start + 300000000L;
        if (from.IsLate(1, end + 0L))
        {
            from.Late(1);
            return;
        }

        ZoneLoadAggregate(new ZoneLoadWindowRow(row.TripId, row.ZoneId, row.Fare, row.Tip, row.Pickup, EventTime.Instant(start), EventTime.Instant(end)), in from);
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step2(in TripsRow row, RowExits exits, out ZoneLoadCleanRow result)
    {
        result = default;
#line 7 "main.flow"
        if (!(row.Fare > 0L))
        {
            return 2;
        }

#line 15 "main.flow"
        if (!(row.ZoneId > 0))
        {
            exits.Begin();
            exits.Add("trip_id", row.TripId);
            exits.Add("zone_id", row.ZoneId);
            exits.AddDecimal("fare", row.Fare, 2);
            exits.AddDecimal("tip", row.Tip, 2);
            exits.AddInstant("pickup", row.Pickup);
            return exits.End(3);
        }

        result = new ZoneLoadCleanRow(row.TripId, row.ZoneId, row.Fare, row.Tip, row.Pickup);
        return 0;
    }
#line default

    /// <summary>Through the steps that look at one row.</summary>
    private void ZoneLoadClean(in TripsRow row, in StreamOrigin from)
    {
        int site = Step2(in row, from.Exits(1), out ZoneLoadCleanRow kept);
        if (site != 0)
        {
            from.Leave(1, site);
            return;
        }

        ZoneLoadWindow(in kept, in from);
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
            CleanClean(in row, in from);
            ZoneLoadClean(in row, in from);
        }
    }
}

/// <summary>What a lane collects between two rounds.</summary>
internal sealed class LiveCollection(LaneAccount account) : LaneCollection(account)
{
    public List<CleanRow> CleanRows { get; } = [];

    public Dictionary<ZoneLoadAggregateKey, ZoneLoadGroup> ZoneLoadGroups { get; } = [];

    public override int Size => CleanRows.Count + ZoneLoadGroups.Count;
}

/// <summary>Merges what lanes collected and passes rows on to the targets.</summary>
internal sealed class LiveRound : StreamRound
{
    private readonly WindowTable<ZoneLoadAggregateKey, ZoneLoadGroup, ZoneLoadState> _zoneLoadGroups =
        new(new OperatorSignature("zone_load: aggregate1", "trips = count(): int64, revenue = sum(fare): decimal(38, 2) of (decimal(10, 2)) by zone_id: int32, window_start: instant in Tumble 00:05:00/00:05:00"), TimeSpan.FromMilliseconds(0)) { Route = 1 };
    private CleanRows _clean = new();
    private ZoneLoadRows _zoneLoad = new();
    private LaneAccount _account = LaneAccount.None;
    private ImmutableArray<long> _closed = [EventTime.None, EventTime.None];

    public override ImmutableArray<StateTable> Tables => [_zoneLoadGroups];

    public override void Merge(LaneCollection collection)
    {
        LiveCollection from = (LiveCollection)collection;
        _clean.Items.AddRange(from.CleanRows);
        _zoneLoadGroups.Merge(from.ZoneLoadGroups);
    }

    public override RoundOutput Close(ImmutableArray<long> watermarks, LaneAccount account)
    {
        _account = account;
        _zoneLoadGroups.Close(watermarks[1], ZoneLoadGive);
        _closed = watermarks;
        RoundOutput output = new([_clean, _zoneLoad], []);
        _clean = new CleanRows();
        _zoneLoad = new ZoneLoadRows();
        return output;
    }

    /// <summary>For the target.</summary>
    private void ZoneLoadOut(in ZoneLoadRow row, in StreamOrigin from)
    {
        _zoneLoad.Items.Add(row);
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step(in ZoneLoadAggregateRow row, RowExits exits, out ZoneLoadRow result)
    {
        result = default;
#line 17 "main.flow"
        bool quotientFailed = !Decimals.TryDivide(row.Revenue, (Int128)row.Trips, 4, out Int128 quotient);
        Int128? orNull = quotientFailed ? null : quotient;
        if (!(orNull < ((Int128)100000000L)))
        {
            if (exits.Warn(1))
            {
                exits.Begin();
                exits.Add("zone_id", row.ZoneId);
                exits.AddInstant("window_start", row.WindowStart);
                exits.Add("trips", row.Trips);
                exits.AddDecimal("revenue", row.Revenue, 2);
                exits.Keep(1);
            }
        }

        result = new ZoneLoadRow(row.ZoneId, row.WindowStart, row.Trips, row.Revenue);
        return 0;
    }
#line default

    /// <summary>Through the steps that look at one row.</summary>
    private void ZoneLoadZoneLoad(in ZoneLoadAggregateRow row, in StreamOrigin from)
    {
        int site = Step(in row, from.Exits(1), out ZoneLoadRow kept);
        if (site != 0)
        {
            from.Leave(1, site);
            return;
        }

        ZoneLoadOut(in kept, in from);
    }

    /// <summary>The group's row.</summary>
    public ZoneLoadAggregateRow ZoneLoadResult(ZoneLoadAggregateKey key, ref ZoneLoadGroup state)
    {
        return new ZoneLoadAggregateRow(key.ZoneId, key.WindowStart, state.Trips.Result, state.Revenue.Result);
    }

    /// <summary>The row of a group goes on from `aggregate`.</summary>
    private void ZoneLoadGive(in ZoneLoadAggregateKey key, ref ZoneLoadGroup group)
    {
        ZoneLoadZoneLoad(ZoneLoadResult(key, ref group), StreamOrigin.OfRound(_account, EventTime.Earlier(_closed[1], 300000000L), EventTime.Of(key.WindowStart)));
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
        long? tip = default;
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
                            tip = null;
                            break;
                        }

                        if (!JsonValues.TryDecimal(ref reader, 10, 2, out long read))
                        {
                            if (!JsonValues.IsRepeated(reader, "tip"u8))
                            {
                                return DecodeErrors.NotOfType("tip", "a decimal(10, 2)", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        tip = read;
                        break;
                    }
                case 4:
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

        value = new(tripId, zoneId, fare, tip, pickup);
        return DecodeError.None;
    }

    private static int FindTripsRow(ref Utf8JsonReader reader, int expected)
    {
        if (reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals("trip_id"u8) ? 0 : reader.ValueTextEquals("zone_id"u8) ? 1 : reader.ValueTextEquals("fare"u8) ? 2 : reader.ValueTextEquals("tip"u8) ? 3 : reader.ValueTextEquals("pickup"u8) ? 4 : -1;
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
                if (name.SequenceEqual("tip"u8))
                {
                    return 3;
                }

                break;
            case 4:
                if (name.SequenceEqual("pickup"u8))
                {
                    return 4;
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
            case 3:
                if (name.SequenceEqual("tip"u8))
                {
                    return 3;
                }

                break;
            case 6:
                if (name.SequenceEqual("pickup"u8))
                {
                    return 4;
                }

                break;
        }

        return -1;
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class CleanRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("trip_id", ColumnType.Int64, IsKey: true), new("zone_id", ColumnType.Int32), new("fare", ColumnType.Decimal(10, 2)), new("tip", ColumnType.Decimal(10, 2), Nullable: true), new("pickup", ColumnType.Instant)];

    public List<CleanRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly CleanRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Integer(row.TripId);
            writer.Integer(row.ZoneId);
            writer.Decimal(row.Fare, 2);
            if (row.Tip is { } tip)
            {
                writer.Decimal(tip, 2);
            }
            else
            {
                writer.Null();
            }

            writer.Instant(row.Pickup);
            writer.EndRow();
        }
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class ZoneLoadRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("zone_id", ColumnType.Int32, IsKey: true), new("window_start", ColumnType.Instant, IsKey: true), new("trips", ColumnType.Int64), new("revenue", ColumnType.Decimal(38, 2))];

    public List<ZoneLoadRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly ZoneLoadRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Integer(row.ZoneId);
            writer.Instant(row.WindowStart);
            writer.Integer(row.Trips);
            writer.Decimal(row.Revenue, 2);
            writer.EndRow();
        }
    }
}

/// <summary>What is known of a group.</summary>
internal struct ZoneLoadGroup
{
    public Count Trips;
    public SmallDecimalSum Revenue;
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
    }

    public static ZoneLoadGroup ReadGroup(ref StateReader reader) => new()
    {
        Trips = Count.Read(ref reader),
        Revenue = SmallDecimalSum.Read(ref reader),
    };

    public static void Merge(ref ZoneLoadGroup into, in ZoneLoadGroup other)
    {
        into.Trips.Merge(in other.Trips);
        into.Revenue.Merge(in other.Revenue);
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

internal readonly record struct TripsRow(long TripId, int ZoneId, long Fare, long? Tip, DateTime Pickup);

internal readonly record struct CleanRow(long TripId, int ZoneId, long Fare, long? Tip, DateTime Pickup);

internal readonly record struct ZoneLoadRow(int ZoneId, DateTime WindowStart, long Trips, Int128 Revenue);

internal readonly record struct ZoneLoadAggregateRow(int ZoneId, DateTime WindowStart, long Trips, Int128 Revenue);

internal readonly record struct ZoneLoadWindowRow(
    long TripId,
    int ZoneId,
    long Fare,
    long? Tip,
    DateTime Pickup,
    DateTime WindowStart,
    DateTime WindowEnd);

internal readonly record struct ZoneLoadAggregateKey(int ZoneId, DateTime WindowStart);

internal readonly record struct ZoneLoadCleanRow(long TripId, int ZoneId, long Fare, long? Tip, DateTime Pickup);
