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

/// <summary>Pipeline `live` of main.flow:16:1.</summary>
internal sealed class LivePipeline(Connections connections) : StreamPipeline
{
    public override PipelineDefinition Definition { get; } = new("live", "main.flow", 16);

    protected override StreamTopology CreateTopology(StreamRun run) => new()
    {
        Inputs =
        [
            new StreamInput("rides", connections.Bus.Topic("taxi.trips.cdc", new TopicSourceOptions { Start = TopicStart.Earliest, InstanceId = "taxi.trips.cdc" })) { Lag = TimeSpan.FromMilliseconds(120000), Idle = TimeSpan.FromMilliseconds(60000), DeadLetters = new FolderOutput(connections.Lake, new FileTarget("rides.bad", "bad/", FileFormat.JsonLines, DeadLetterRows.All) { Options = new FileSinkOptions { Mode = FileWriteMode.Append } }) },
        ],
        Routes =
        [
            new StreamRoute("zone_load", "pg.table(\"mart.zone_load\")",
            [
                new(1, FailureAction.Filter, "zone_load: where", "not op in [insert, snapshot]", "main.flow", 12, 5),
            ]),
        ],
        Store = new PostgresStreamStore(connections.Pg, [new TableTarget("mart.zone_load", new TableOptions { Mode = WriteMode.Upsert }, [new("zone_id", ColumnType.Int32, IsKey: true), new("window_start", ColumnType.Instant, IsKey: true), new("trips", ColumnType.Int64), new("revenue", ColumnType.Decimal(38, 2))])]),
        Sides =
        [
            connections.Bus.Output(new TopicTarget("taxi.rides.late", [new("zone_id", ColumnType.Int32), new("fare", ColumnType.Decimal(12, 2)), new("pickup", ColumnType.Instant)], [])),
        ],
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
                ReadRides(batch, partition);
                break;
        }
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
    private void ZoneLoadWindow(in ZoneLoadSelectRow row, in StreamOrigin from)
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

        ZoneLoadAggregate(new ZoneLoadWindowRow(row.ZoneId, row.Fare, row.Pickup, EventTime.Instant(start), EventTime.Instant(end)), in from);
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step(in RidesRow row, RowExits exits, out ZoneLoadSelectRow result)
    {
        result = default;
#line 12 "main.flow"
        if (!(((row.Op == "insert") || (row.Op == "snapshot"))))
        {
            return 1;
        }

#line 13 "main.flow"
        int? zoneId = row.After?.ZoneId;
        long? fare = row.After?.Fare;
        DateTime? pickup = row.After?.Pickup;
        result = new ZoneLoadSelectRow(zoneId.GetValueOrDefault(), fare.GetValueOrDefault(), pickup.GetValueOrDefault());
        return 0;
    }
#line default

    /// <summary>Through the steps that look at one row.</summary>
    private void ZoneLoadSelect(in RidesRow row, in StreamOrigin from)
    {
        int site = Step(in row, from.Exits(0), out ZoneLoadSelectRow kept);
        if (site != 0)
        {
            from.Leave(0, site);
            return;
        }

        ZoneLoadWindow(in kept, in from);
    }

    /// <summary>Records of `rides`.</summary>
    private void ReadRides(RecordBatch batch, LanePartition partition)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            DecodeError error =
                RidesDecoder.Decode(batch.Key(i), batch.Value(i), batch.IsTombstone(i), out RidesRow row);
            if (!error.IsNone)
            {
                if (!error.IsSkip)
                {
                    _collected.Account.Bad(0, batch, i, error.Code ?? "", error.Message);
                }

                continue;
            }

            long time = row.After?.Pickup is { } eventTime ? EventTime.Of(eventTime) : EventTime.None;
            if (time != EventTime.None && !partition.Advance(time))
            {
                _collected.Account.Ahead(0, batch, i, time);
                continue;
            }

            StreamOrigin from = new(_collected.Account, batch, i, partition, time);
            ZoneLoadSelect(in row, in from);
        }
    }
}

/// <summary>What a lane collects between two rounds.</summary>
internal sealed class LiveCollection(LaneAccount account) : LaneCollection(account)
{
    public Dictionary<ZoneLoadAggregateKey, ZoneLoadGroup> ZoneLoadGroups { get; } = [];

    public List<ZoneLoadSelectRow> ZoneLoadLate { get; } = [];

    public override int Size => ZoneLoadGroups.Count + ZoneLoadLate.Count;
}

/// <summary>Merges what lanes collected and passes rows on to the targets.</summary>
internal sealed class LiveRound : StreamRound
{
    private readonly WindowTable<ZoneLoadAggregateKey, ZoneLoadGroup, ZoneLoadState> _zoneLoadGroups =
        new(new OperatorSignature("zone_load: aggregate1", "trips = count(): int64, revenue = sum(fare): decimal(38, 2) of (decimal(12, 2)) by zone_id: int32, window_start: instant in Tumble 00:05:00/00:05:00"), TimeSpan.FromMilliseconds(600000));
    private ZoneLoadRows _zoneLoad = new();
    private ZoneLoadLateRows _zoneLoadLate = new();
    private LaneAccount _account = LaneAccount.None;
    private ImmutableArray<long> _closed = [EventTime.None];

    public override ImmutableArray<StateTable> Tables => [_zoneLoadGroups];

    public override void Merge(LaneCollection collection)
    {
        LiveCollection from = (LiveCollection)collection;
        _zoneLoadGroups.Merge(from.ZoneLoadGroups);
        _zoneLoadLate.Items.AddRange(from.ZoneLoadLate);
    }

    public override RoundOutput Close(ImmutableArray<long> watermarks, LaneAccount account)
    {
        _account = account;
        _zoneLoadGroups.Close(watermarks[0], ZoneLoadGive);
        _closed = watermarks;
        RoundOutput output = new([_zoneLoad], [_zoneLoadLate]);
        _zoneLoad = new ZoneLoadRows();
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
        return new ZoneLoadAggregateRow(key.ZoneId, key.WindowStart, state.Trips.Result, state.Revenue.Result);
    }

    /// <summary>The row of a group goes on from `aggregate`.</summary>
    private void ZoneLoadGive(in ZoneLoadAggregateKey key, ref ZoneLoadGroup group)
    {
        ZoneLoadOut(ZoneLoadResult(key, ref group), StreamOrigin.OfRound(_account, EventTime.Earlier(_closed[0], 900000000L), EventTime.Of(key.WindowStart)));
    }
}

/// <summary>Reads Debezium's change events.</summary>
internal static class RidesDecoder
{
    private static readonly DebeziumFields s_after = new("after", ["trip_id", "zone_id", "fare", "pickup"], [default, default, default, default]);

    public static DecodeError Decode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isTombstone, out RidesRow row)
    {
        row = default;
        if (isTombstone)
        {
            return DecodeError.Skip;
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

    private static DecodeError Read(ReadOnlySpan<byte> record, out RidesRow row)
    {
        row = default;
        Utf8JsonReader reader = new(record);
        reader.Read();
        DecodeError error = DebeziumEnvelope.Open(ref reader, record, out ReadOnlySpan<byte> schema);
        if (!error.IsNone)
        {
            return error;
        }

        string? op = null;
        DebeziumForm[] afterForms = s_after.Of(schema);
        Struct? after = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("after"u8))
            {
                reader.Read();
                after = null;
                if (reader.TokenType != JsonTokenType.Null)
                {
                    error = ReadStruct(ref reader, record, afterForms, out Struct read);
                    if (!error.IsNone)
                    {
                        return error.In("after");
                    }

                    after = read;
                }
            }
            else if (reader.ValueTextEquals("op"u8))
            {
                reader.Read();
                error = DebeziumEnvelope.Operation(ref reader, out op);
                if (!error.IsNone)
                {
                    return error;
                }
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        JsonValues.End(ref reader);
        if (op is null)
        {
            return DecodeErrors.Missing("op");
        }

        if (after is null && op != "delete")
        {
            return DecodeErrors.Missing("after");
        }

        row = new(op, after);
        return DecodeError.None;
    }

    private static DecodeError ReadStruct(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> record, DebeziumForm[] forms, out Struct value)
    {
        value = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return DecodeErrors.NotOfType("", "an object", ref reader);
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
            int member = FindStruct(ref reader, expected);
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

                        if (!DebeziumValues.TryDecimal(ref reader, 12, 2, forms[2], out fare))
                        {
                            if (!JsonValues.IsRepeated(reader, "fare"u8))
                            {
                                return DecodeErrors.NotOfType("fare", "a decimal(12, 2), or base64 and text of one alike (`decimals` says which)", ref reader);
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

                        if (!DebeziumValues.TryInstant(ref reader, forms[3], out pickup))
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

    private static int FindStruct(ref Utf8JsonReader reader, int expected)
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
    private static readonly ImmutableArray<Column> s_columns = [new("zone_id", ColumnType.Int32, IsKey: true), new("window_start", ColumnType.Instant, IsKey: true), new("trips", ColumnType.Int64), new("revenue", ColumnType.Decimal(38, 2))];

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

/// <summary>Rows for one target.</summary>
internal sealed class ZoneLoadLateRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("zone_id", ColumnType.Int32), new("fare", ColumnType.Decimal(12, 2)), new("pickup", ColumnType.Instant)];

    public List<ZoneLoadSelectRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly ZoneLoadSelectRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Integer(row.ZoneId);
            writer.Decimal(row.Fare, 2);
            writer.Instant(row.Pickup);
            writer.EndRow();
        }
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

internal readonly record struct RidesRow(string Op, Struct? After);

internal readonly record struct Struct(long TripId, int ZoneId, long Fare, DateTime Pickup);

internal readonly record struct ZoneLoadAggregateRow(int ZoneId, DateTime WindowStart, long Trips, Int128 Revenue);

internal readonly record struct ZoneLoadWindowRow(
    int ZoneId,
    long Fare,
    DateTime Pickup,
    DateTime WindowStart,
    DateTime WindowEnd);

internal readonly record struct ZoneLoadAggregateKey(int ZoneId, DateTime WindowStart);

internal readonly record struct ZoneLoadSelectRow(int ZoneId, long Fare, DateTime Pickup);
