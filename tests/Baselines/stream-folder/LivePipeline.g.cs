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

/// <summary>Pipeline `live` of main.flow:14:1.</summary>
internal sealed class LivePipeline(Connections connections) : StreamPipeline
{
    public override PipelineDefinition Definition { get; } = new("live", "main.flow", 14);

    protected override StreamTopology CreateTopology(StreamRun run)
    {
        FileStreamStore folders = new FileStreamStore(connections.Lake, [new FileTarget("trips", "trips/", FileFormat.Parquet, [new("trip_id", ColumnType.Int64, IsKey: true), new("zone_id", ColumnType.Int32), new("fare", ColumnType.Decimal(10, 2)), new("pickup", ColumnType.Instant)]) { Options = new FileSinkOptions { Mode = FileWriteMode.Append, Compression = "zstd" }, RollSize = 67108864L, RollEvery = TimeSpan.FromMilliseconds(3600000) }, new FileTarget("dear", "dear/", FileFormat.Csv, [new("trip_id", ColumnType.Int64, IsKey: true), new("zone_id", ColumnType.Int32), new("fare", ColumnType.Decimal(10, 2)), new("pickup", ColumnType.Instant)]) { Options = new FileSinkOptions { Mode = FileWriteMode.Append, Csv = new CsvOptions { Header = false, Format = new() } } }, new FileTarget("shares", "shares/", FileFormat.JsonLines, [new("trip_id", ColumnType.Int64, IsKey: true), new("share", ColumnType.Float64)]) { Options = new FileSinkOptions { Mode = FileWriteMode.Append } }, new FileTarget("zones", "zones/", FileFormat.JsonLines, [new("zone_id", ColumnType.Int32, IsKey: true), new("window_start", ColumnType.Instant, IsKey: true), new("n", ColumnType.Int64)]) { Options = new FileSinkOptions { Mode = FileWriteMode.Append } }]);
        return new()
        {
            Inputs =
            [
                new StreamInput("trips", connections.Bus.Topic("taxi.trips", new TopicSourceOptions { Start = TopicStart.Earliest, InstanceId = "taxi.trips" })) { Lag = TimeSpan.FromMilliseconds(120000), DeadLetters = folders.DeadLetters(new FileTarget("trips.bad", "bad/", FileFormat.JsonLines, DeadLetterRows.All) { Options = new FileSinkOptions { Mode = FileWriteMode.Append } }) },
            ],
            Routes =
            [
                new StreamRoute("trips", "lake.parquet(\"trips/\")", []),
                new StreamRoute("dear", "lake.csv(\"dear/\")",
                [
                    new(1, FailureAction.Filter, "dear: where", "not fare > 100", "main.flow", 10, 31),
                ]),
                new StreamRoute("shares", "lake.json(\"shares/\")",
                [
                    new(1, FailureAction.Reject, "shares: derive", "no id", "main.flow", 11, 48),
                ]) { RejectsSide = 1 },
                new StreamRoute("zones", "lake.json(\"zones/\")", []),
            ],
            Store = folders,
            Sides =
            [
                folders.Output(new FileTarget("zones.late", "late/", FileFormat.Csv, [new("trip_id", ColumnType.Int64, IsKey: true), new("zone_id", ColumnType.Int32), new("fare", ColumnType.Decimal(10, 2)), new("pickup", ColumnType.Instant)]) { Options = new FileSinkOptions { Mode = FileWriteMode.Append, Csv = new CsvOptions { Format = new() } } }),
                folders.Output(new FileTarget("shares.rejects", "rejects/", FileFormat.Parquet, RejectColumns.All) { Options = new FileSinkOptions { Mode = FileWriteMode.Append }, RollEvery = TimeSpan.FromMilliseconds(3600000) }),
            ],
            Lane = account => new LiveLane(account),
            Round = new LiveRound(),
            Spill = RocksDbSpill.Open,
            CommitEvery = TimeSpan.FromMilliseconds(1000),
        };
    }
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
    private void TripsOut(in TripsRow row, in StreamOrigin from)
    {
        _collected.TripsRows.Add(row);
    }

    /// <summary>For the target.</summary>
    private void DearOut(in DearRow row, in StreamOrigin from)
    {
        _collected.DearRows.Add(row);
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step(in TripsRow row, RowExits exits, out DearRow result)
    {
        result = default;
#line 10 "main.flow"
        if (!(row.Fare > 10000L))
        {
            return 1;
        }

        result = new DearRow(row.TripId, row.ZoneId, row.Fare, row.Pickup);
        return 0;
    }
#line default

    /// <summary>Through the steps that look at one row.</summary>
    private void DearDear(in TripsRow row, in StreamOrigin from)
    {
        int site = Step(in row, from.Exits(1), out DearRow kept);
        if (site != 0)
        {
            from.Leave(1, site);
            return;
        }

        DearOut(in kept, in from);
    }

    /// <summary>For the target.</summary>
    private void SharesOut(in SharesRow row, in StreamOrigin from)
    {
        _collected.SharesRows.Add(row);
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step2(in TripsRow row, RowExits exits, out SharesRow result)
    {
        result = default;
#line 11 "main.flow"
        bool quotientFailed = !Integers.TryQuotient(100L, row.TripId, out double quotient);
        if (quotientFailed)
        {
            exits.Begin();
            exits.Add("trip_id", row.TripId);
            exits.Add("zone_id", row.ZoneId);
            exits.AddDecimal("fare", row.Fare, 2);
            exits.AddInstant("pickup", row.Pickup);
            return exits.End(1);
        }
        result = new SharesRow(row.TripId, quotient);
        return 0;
    }
#line default

    /// <summary>Through the steps that look at one row.</summary>
    private void SharesShares(in TripsRow row, in StreamOrigin from)
    {
        int site = Step2(in row, from.Exits(2), out SharesRow kept);
        if (site != 0)
        {
            from.Leave(2, site);
            return;
        }

        SharesOut(in kept, in from);
    }

    /// <summary>Adds a row to its group.</summary>
    public void ZonesAdd(ref ZonesGroup state, in ZonesWindowRow row)
    {
        state.N.Add();
    }

    /// <summary>Adds the row to its group.</summary>
    private void ZonesAggregate(in ZonesWindowRow row, in StreamOrigin from)
    {
        ZonesAggregateKey key = new ZonesAggregateKey(row.ZoneId, row.WindowStart);
        ZonesAdd(ref CollectionsMarshal.GetValueRefOrAddDefault(_collected.ZonesGroups, key, out _), in row);
    }

    /// <summary>The window that the row is in, unless it is late.</summary>
    private void ZonesWindow(in TripsRow row, in StreamOrigin from)
    {
        long at = EventTime.Of(row.Pickup);
        long start = EventTime.WindowStart(at, 60000000L);
        long end = start + 60000000L;
        if (from.IsLate(3, end + 60000000L))
        {
            from.Late(3);
            _collected.ZonesLate.Add(row);
            return;
        }

        ZonesAggregate(new ZonesWindowRow(row.TripId, row.ZoneId, row.Fare, row.Pickup, EventTime.Instant(start), EventTime.Instant(end)), in from);
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
            TripsOut(in row, in from);
            DearDear(in row, in from);
            SharesShares(in row, in from);
            ZonesWindow(in row, in from);
        }
    }
}

/// <summary>What a lane collects between two rounds.</summary>
internal sealed class LiveCollection(LaneAccount account) : LaneCollection(account)
{
    public List<TripsRow> TripsRows { get; } = [];

    public List<DearRow> DearRows { get; } = [];

    public List<SharesRow> SharesRows { get; } = [];

    public Dictionary<ZonesAggregateKey, ZonesGroup> ZonesGroups { get; } = [];

    public List<TripsRow> ZonesLate { get; } = [];

    public override int Size => TripsRows.Count + DearRows.Count + SharesRows.Count + ZonesGroups.Count + ZonesLate.Count;
}

/// <summary>Merges what lanes collected and passes rows on to the targets.</summary>
internal sealed class LiveRound : StreamRound
{
    private readonly WindowTable<ZonesAggregateKey, ZonesGroup, ZonesState> _zonesGroups =
        new(new OperatorSignature("zones: aggregate1", "n = count(): int64 of () by zone_id: int32, window_start: instant in Tumble 00:01:00/00:01:00"), TimeSpan.FromMilliseconds(60000)) { Route = 3 };
    private TripsRows _trips = new();
    private DearRows _dear = new();
    private SharesRows _shares = new();
    private ZonesRows _zones = new();
    private ZonesLateRows _zonesLate = new();
    private LaneAccount _account = LaneAccount.None;
    private ImmutableArray<long> _closed = [EventTime.None, EventTime.None, EventTime.None, EventTime.None];

    public override ImmutableArray<StateTable> Tables => [_zonesGroups];

    public override void Merge(LaneCollection collection)
    {
        LiveCollection from = (LiveCollection)collection;
        _trips.Items.AddRange(from.TripsRows);
        _dear.Items.AddRange(from.DearRows);
        _shares.Items.AddRange(from.SharesRows);
        _zonesGroups.Merge(from.ZonesGroups);
        _zonesLate.Items.AddRange(from.ZonesLate);
    }

    public override RoundOutput Close(ImmutableArray<long> watermarks, LaneAccount account)
    {
        _account = account;
        _zonesGroups.Close(watermarks[3], ZonesGive);
        _closed = watermarks;
        RoundOutput output = new([_trips, _dear, _shares, _zones], [_zonesLate, null]);
        _trips = new TripsRows();
        _dear = new DearRows();
        _shares = new SharesRows();
        _zones = new ZonesRows();
        _zonesLate = new ZonesLateRows();
        return output;
    }

    /// <summary>For the target.</summary>
    private void ZonesOut(in ZonesAggregateRow row, in StreamOrigin from)
    {
        _zones.Items.Add(row);
    }

    /// <summary>The group's row.</summary>
    public ZonesAggregateRow ZonesResult(ZonesAggregateKey key, ref ZonesGroup state)
    {
        return new ZonesAggregateRow(key.ZoneId, key.WindowStart, state.N.Result);
    }

    /// <summary>The row of a group goes on from `aggregate`.</summary>
    private void ZonesGive(in ZonesAggregateKey key, ref ZonesGroup group)
    {
        ZonesOut(ZonesResult(key, ref group), StreamOrigin.OfRound(_account, EventTime.Earlier(_closed[3], 120000000L), EventTime.Of(key.WindowStart)));
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
internal sealed class TripsRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("trip_id", ColumnType.Int64, IsKey: true), new("zone_id", ColumnType.Int32), new("fare", ColumnType.Decimal(10, 2)), new("pickup", ColumnType.Instant)];

    public List<TripsRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly TripsRow row in CollectionsMarshal.AsSpan(Items)[from..to])
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
internal sealed class DearRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("trip_id", ColumnType.Int64, IsKey: true), new("zone_id", ColumnType.Int32), new("fare", ColumnType.Decimal(10, 2)), new("pickup", ColumnType.Instant)];

    public List<DearRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly DearRow row in CollectionsMarshal.AsSpan(Items)[from..to])
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
internal sealed class SharesRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("trip_id", ColumnType.Int64, IsKey: true), new("share", ColumnType.Float64)];

    public List<SharesRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly SharesRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Integer(row.TripId);
            writer.Float(row.Share + 0);
            writer.EndRow();
        }
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class ZonesRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("zone_id", ColumnType.Int32, IsKey: true), new("window_start", ColumnType.Instant, IsKey: true), new("n", ColumnType.Int64)];

    public List<ZonesAggregateRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly ZonesAggregateRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Integer(row.ZoneId);
            writer.Instant(row.WindowStart);
            writer.Integer(row.N);
            writer.EndRow();
        }
    }
}

/// <summary>What is known of a group.</summary>
internal struct ZonesGroup
{
    public Count N;
}

/// <summary>Groups as state.</summary>
internal readonly struct ZonesState : IWindowForm<ZonesAggregateKey, ZonesGroup>
{
    public static long End(in ZonesAggregateKey key) => EventTime.Of(key.WindowStart) + 60000000L;

    public static void WriteKey(in ZonesAggregateKey key, ref StateWriter writer) => ZonesAggregateKeyForm.Write(key, ref writer);

    public static ZonesAggregateKey ReadKey(ref StateReader reader) => ZonesAggregateKeyForm.Read(ref reader);

    public static void WriteGroup(in ZonesGroup group, ref StateWriter writer)
    {
        group.N.Write(ref writer);
    }

    public static ZonesGroup ReadGroup(ref StateReader reader) => new()
    {
        N = Count.Read(ref reader),
    };

    public static void Merge(ref ZonesGroup into, in ZonesGroup other)
    {
        into.N.Merge(in other.N);
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class ZonesLateRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("trip_id", ColumnType.Int64, IsKey: true), new("zone_id", ColumnType.Int32), new("fare", ColumnType.Decimal(10, 2)), new("pickup", ColumnType.Instant)];

    public List<TripsRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly TripsRow row in CollectionsMarshal.AsSpan(Items)[from..to])
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

internal readonly struct ZonesAggregateKeyForm : IStateForm<ZonesAggregateKey>
{
    public static void Write(ZonesAggregateKey value, ref StateWriter writer)
    {
        writer.Write<int, ScalarForm>(value.ZoneId);
        writer.Write<DateTime, ScalarForm>(value.WindowStart);
    }

    public static ZonesAggregateKey Read(ref StateReader reader) => new(reader.Read<int, ScalarForm>(), reader.Read<DateTime, ScalarForm>());
}

internal readonly record struct TripsRow(long TripId, int ZoneId, long Fare, DateTime Pickup);

internal readonly record struct DearRow(long TripId, int ZoneId, long Fare, DateTime Pickup);

internal readonly record struct SharesRow(long TripId, double Share);

internal readonly record struct ZonesAggregateRow(int ZoneId, DateTime WindowStart, long N);

internal readonly record struct ZonesWindowRow(
    long TripId,
    int ZoneId,
    long Fare,
    DateTime Pickup,
    DateTime WindowStart,
    DateTime WindowEnd);

internal readonly record struct ZonesAggregateKey(int ZoneId, DateTime WindowStart);
