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

/// <summary>Pipeline `live` of main.flow:22:1.</summary>
internal sealed class LivePipeline(Connections connections) : StreamPipeline
{
    public override PipelineDefinition Definition { get; } = new("live", "main.flow", 22);

    protected override StreamTopology CreateTopology(StreamRun run) => new()
    {
        Inputs =
        [
            new StreamInput("trips", connections.Bus.Topic("taxi.trips", new TopicSourceOptions { Start = TopicStart.Earliest, InstanceId = "taxi.trips" })) { Lag = TimeSpan.FromMilliseconds(120000) },
        ],
        Routes =
        [
            new StreamRoute("named", "pg.table(\"mart.named\")", []),
            new StreamRoute("hourly", "pg.table(\"mart.hourly\")", []),
        ],
        Store = new PostgresStreamStore(connections.Pg, [new TableTarget("mart.named", new TableOptions { Mode = WriteMode.Append }, [new("trip_id", ColumnType.Int64), new("name", ColumnType.Text, Nullable: true), new("borough", ColumnType.Text, Nullable: true)]), new TableTarget("mart.hourly", new TableOptions { Mode = WriteMode.Append }, [new("zone", ColumnType.Int32, Nullable: true), new("window_start", ColumnType.Instant), new("trips", ColumnType.Int64), new("zone_id", ColumnType.Int32), new("borough_id", ColumnType.Int32), new("name", ColumnType.Text)])]),
        Tables =
        [
            new ReloadedTable("places", "lake.csv(\"zones.csv\"), pg.table(\"dim.boroughs\")", TimeSpan.FromMilliseconds(300000), (run, cancel) => LivePlacesTable1.ReadAsync(run, connections, cancel)),
            new ReloadedTable("zones", "lake.csv(\"zones.csv\")", TimeSpan.FromMilliseconds(300000), (run, cancel) => LiveZonesTable2.ReadAsync(run, connections, cancel)),
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
                ReadTrips(batch, partition);
                break;
        }
    }

    /// <summary>For the target.</summary>
    private void NamedOut(in NamedJoinRow row, in StreamOrigin from)
    {
        _collected.NamedRows.Add(row);
    }

    /// <summary>What `places` has for the row.</summary>
    private void NamedFind(in TripsRow row, in StreamOrigin from)
    {
        ref readonly TripsRow left = ref row;
        NamedTableKey key = new NamedTableKey(row.ZoneId);
        bool isAlone = true;
        foreach (ref readonly NamedTableRow right in from.Table<TableIndex<NamedTableKey, NamedTableRow>>(0).Of(in key))
        {
            if (key.On1 is not null && left.ZoneId == right.ZoneId)
            {
                isAlone = false;
                NamedOut(new NamedJoinRow(left.TripId, right.Name, right.Borough), in from);
            }
        }

        if (isAlone)
        {
            NamedOut(new NamedJoinRow(left.TripId, default, default), in from);
        }
    }

    /// <summary>Adds a row to its group.</summary>
    public void HourlyAdd(ref HourlyGroup state, in HourlyWindowRow row)
    {
        state.Trips.Add();
    }

    /// <summary>Adds the row to its group.</summary>
    private void HourlyAggregate(in HourlyWindowRow row, in StreamOrigin from)
    {
        HourlyAggregateKey key = new HourlyAggregateKey(row.ZoneId, row.WindowStart);
        HourlyAdd(ref CollectionsMarshal.GetValueRefOrAddDefault(_collected.HourlyGroups, key, out _), in row);
    }

    /// <summary>The window that the row is in, unless it is late.</summary>
    private void HourlyWindow(in TripsRow row, in StreamOrigin from)
    {
        long at = EventTime.Of(row.Pickup);
        long start = EventTime.WindowStart(at, 3600000000L);
        long end = start + 3600000000L;
        if (from.IsLate(1, end + 0L))
        {
            from.Late(1);
            return;
        }

        HourlyAggregate(new HourlyWindowRow(row.ZoneId, row.Pickup, EventTime.Instant(start), EventTime.Instant(end)), in from);
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
            NamedFind(in row, in from);
            HourlyWindow(in row, in from);
        }
    }
}

/// <summary>What a lane collects between two rounds.</summary>
internal sealed class LiveCollection(LaneAccount account) : LaneCollection(account)
{
    public List<NamedJoinRow> NamedRows { get; } = [];

    public Dictionary<HourlyAggregateKey, HourlyGroup> HourlyGroups { get; } = [];

    public override int Size => NamedRows.Count + HourlyGroups.Count;
}

/// <summary>Merges what lanes collected and passes rows on to the targets.</summary>
internal sealed class LiveRound : StreamRound
{
    private readonly WindowTable<HourlyAggregateKey, HourlyGroup, HourlyState> _hourlyGroups =
        new(new OperatorSignature("hourly: aggregate1", "trips = count(): int64 of () by zone: int32?, window_start: instant in Tumble 01:00:00/01:00:00"), TimeSpan.FromMilliseconds(0)) { Route = 1 };
    private NamedRows _named = new();
    private HourlyRows _hourly = new();
    private LaneAccount _account = LaneAccount.None;
    private ImmutableArray<long> _closed = [EventTime.None, EventTime.None];

    public override ImmutableArray<StateTable> Tables => [_hourlyGroups];

    public override void Merge(LaneCollection collection)
    {
        LiveCollection from = (LiveCollection)collection;
        _named.Items.AddRange(from.NamedRows);
        _hourlyGroups.Merge(from.HourlyGroups);
    }

    public override RoundOutput Close(ImmutableArray<long> watermarks, LaneAccount account)
    {
        _account = account;
        _hourlyGroups.Close(watermarks[1], HourlyGive);
        _closed = watermarks;
        RoundOutput output = new([_named, _hourly], []);
        _named = new NamedRows();
        _hourly = new HourlyRows();
        return output;
    }

    /// <summary>For the target.</summary>
    private void HourlyOut(in HourlyJoinRow row, in StreamOrigin from)
    {
        _hourly.Items.Add(row);
    }

    /// <summary>What `zones` has for the row.</summary>
    private void HourlyFind(in HourlyAggregateRow row, in StreamOrigin from)
    {
        ref readonly HourlyAggregateRow left = ref row;
        HourlyTableKey key = new HourlyTableKey(row.Zone);
        foreach (ref readonly HourlyTableRow right in from.Table<TableIndex<HourlyTableKey, HourlyTableRow>>(1).Of(in key))
        {
            if (key.On1 is not null && left.Zone == right.ZoneId && (right.Name != "nowhere"))
            {
                HourlyOut(new HourlyJoinRow(left.Zone, left.WindowStart, left.Trips, right.ZoneId, right.BoroughId, right.Name), in from);
            }
        }
    }

    /// <summary>The group's row.</summary>
    public HourlyAggregateRow HourlyResult(HourlyAggregateKey key, ref HourlyGroup state)
    {
        return new HourlyAggregateRow(key.Zone, key.WindowStart, state.Trips.Result);
    }

    /// <summary>The row of a group goes on from `aggregate`.</summary>
    private void HourlyGive(in HourlyAggregateKey key, ref HourlyGroup group)
    {
        HourlyFind(HourlyResult(key, ref group), StreamOrigin.OfRound(_account, EventTime.Earlier(_closed[1], 3600000000L), EventTime.Of(key.WindowStart)));
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
        int? zoneId = default;
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
                            zoneId = null;
                            break;
                        }

                        if (!JsonValues.TryInt32(ref reader, out int read))
                        {
                            if (!JsonValues.IsRepeated(reader, "zone_id"u8))
                            {
                                return DecodeErrors.NotOfType("zone_id", "an int32", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        zoneId = read;
                        break;
                    }
                case 2:
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

        if (!hasPickup)
        {
            return DecodeErrors.Missing("pickup");
        }

        value = new(tripId, zoneId, pickup);
        return DecodeError.None;
    }

    private static int FindTripsRow(ref Utf8JsonReader reader, int expected)
    {
        if (reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals("trip_id"u8) ? 0 : reader.ValueTextEquals("zone_id"u8) ? 1 : reader.ValueTextEquals("pickup"u8) ? 2 : -1;
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
                if (name.SequenceEqual("pickup"u8))
                {
                    return 2;
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
            case 6:
                if (name.SequenceEqual("pickup"u8))
                {
                    return 2;
                }

                break;
        }

        return -1;
    }
}

/// <summary>Reads `places` whole.</summary>
internal static class LivePlacesTable1
{
    public static async Task<ITableRows> ReadAsync(StreamRun stream, Connections connections, CancellationToken cancel)
    {
        await using BatchRun run = stream.ToBatch();
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        #line (8,8)-(8,13) "main.flow"
        await duck.ReadAsync(Sources.Zones(connections, needsOrigin: true), "zones", cancel);
        #line default

        #line (9,8)-(9,16) "main.flow"
        await duck.ReadAsync(Sources.Boroughs(connections, new(["borough_id", "borough"])), "boroughs", cancel);
        #line default

        // zones_rows: computed once, kept and rejected rows split.
        #line (11,25)-(11,30) "main.flow"
        await duck.StageAsync(new Stage("zones_rows")
        {
            Sql = """
                WITH "places_zones_values" AS (
                  SELECT *, flow_read_int32("zone_id") AS "__1", flow_read_int32("borough_id") AS "__2"
                  FROM "zones"
                ),
                "places_zones_sites" AS (
                  SELECT
                    *,
                    CASE
                      WHEN "__bad" IS NOT NULL THEN 1
                      WHEN ("__1" IS NULL) AND ("zone_id" IS NULL) THEN 2
                      WHEN "__1" IS NULL THEN 3
                      WHEN ("__2" IS NULL) AND ("borough_id" IS NULL) THEN 4
                      WHEN "__2" IS NULL THEN 5
                      WHEN "name" IS NULL THEN 6
                    END AS "__at"
                  FROM "places_zones_values"
                ),
                "places_zones" AS (
                  SELECT
                    "__1" AS "zone_id",
                    "__2" AS "borough_id",
                    "name",
                    "__at" AS "__site",
                    CASE
                      WHEN "__at" BETWEEN 1 AND 6 THEN concat('{"zone_id":', coalesce(CAST(to_json("zone_id") AS VARCHAR), 'null'), ',"borough_id":', coalesce(CAST(to_json("borough_id") AS VARCHAR), 'null'), ',"name":', coalesce(CAST(to_json("name") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
                    END AS "__input",
                    "__file",
                    "__row"
                  FROM "places_zones_sites"
                )
                SELECT
                  "zone_id",
                  "borough_id",
                  "name",
                  "__site",
                  "__input",
                  CASE WHEN "__site" IS NOT NULL THEN "__file" END AS "__file",
                  CASE WHEN "__site" IS NOT NULL THEN "__row" END AS "__row"
                FROM "places_zones"
                """,
            Columns =
            [
                new("zone_id", ColumnType.Int32),
                new("borough_id", ColumnType.Int32),
                new("name", ColumnType.Text),
            ],
            RowsFrom = "zones",
            Sites =
            [
                new(1, FailureAction.Fail, "zones: read", "the record can't be read", "main.flow", 8, 8),
                new(2, FailureAction.Fail, "zones: read", "`zone_id` is missing", "main.flow", 8, 8),
                new(3, FailureAction.Fail, "zones: read", "`zone_id` is not an int32", "main.flow", 8, 8),
                new(4, FailureAction.Fail, "zones: read", "`borough_id` is missing", "main.flow", 8, 8),
                new(5, FailureAction.Fail, "zones: read", "`borough_id` is not an int32", "main.flow", 8, 8),
                new(6, FailureAction.Fail, "zones: read", "`name` is missing", "main.flow", 8, 8),
            ],
        }, cancel);
        #line default

        // __table: computed once, kept and rejected rows split.
        #line (14,15)-(14,21) "main.flow"
        await duck.StageAsync(new Stage("__table")
        {
            Sql = """
                WITH "places_boroughs" AS (
                  SELECT "borough_id", "borough"
                  FROM "boroughs"
                )
                SELECT l."zone_id", l."name", r."borough"
                FROM "zones_rows" AS l JOIN "places_boroughs" AS r ON l."borough_id" = r."borough_id"
                """,
            Columns =
            [
                new("zone_id", ColumnType.Int32),
                new("name", ColumnType.Text),
                new("borough", ColumnType.Text),
            ],
        }, cancel);
        #line default
        TableIndex<NamedTableKey, NamedTableRow> index = new();
        const string sql = """
            SELECT concat('{"zone_id":', coalesce(CAST("zone_id" AS VARCHAR), 'null'), ',"name":', coalesce(CAST(to_json("name") AS VARCHAR), 'null'), ',"borough":', coalesce(CAST(to_json("borough") AS VARCHAR), 'null'), '}') AS json, CAST(NULL AS BIGINT) AS at FROM "__table"
            """;
        foreach (ImmutableArray<object?> line in await duck.RowsAsync(sql, "the rows of places", cancel))
        {
            Add(index, System.Text.Encoding.UTF8.GetBytes($"{line[0]}"));
        }

        return index;
    }

    private static void Add(TableIndex<NamedTableKey, NamedTableRow> index, byte[] json)
    {
        DecodeError error = LivePlacesTable1Decoder.Decode([], json, false, out NamedTableRow row);
        if (!error.IsNone)
        {
            throw new FlowException(StreamErrors.TableRow("places", error.Message));
        }


        NamedTableKey key = new NamedTableKey(row.ZoneId);
        if (key.On1 is null)
        {
            index.Skip();
            return;
        }
        index.Add(in key, in row);
    }
}

/// <summary>Reads records that are JSON objects.</summary>
internal static class LivePlacesTable1Decoder
{
    public static DecodeError Decode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isTombstone, out NamedTableRow row)
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

    private static DecodeError Read(ReadOnlySpan<byte> record, out NamedTableRow row)
    {
        Utf8JsonReader reader = new(record);
        reader.Read();
        DecodeError error = ReadNamedTableRow(ref reader, record, out row);
        if (error.IsNone)
        {
            JsonValues.End(ref reader);
        }

        return error;
    }

    private static DecodeError ReadNamedTableRow(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> record, out NamedTableRow value)
    {
        value = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return DecodeErrors.Malformed("it is not a JSON object");
        }

        int zoneId = default;
        bool hasZoneId = false;
        string name = default;
        bool hasName = false;
        string borough = default;
        bool hasBorough = false;
        int expected = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int member = FindNamedTableRow(ref reader, expected);
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
                case 1:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            hasName = false;
                            break;
                        }

                        if (!JsonValues.TryText(ref reader, record, out name))
                        {
                            if (!JsonValues.IsRepeated(reader, "name"u8))
                            {
                                return DecodeErrors.NotOfType("name", "a text", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasName = true;
                        break;
                    }
                case 2:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            hasBorough = false;
                            break;
                        }

                        if (!JsonValues.TryText(ref reader, record, out borough))
                        {
                            if (!JsonValues.IsRepeated(reader, "borough"u8))
                            {
                                return DecodeErrors.NotOfType("borough", "a text", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasBorough = true;
                        break;
                    }
            }
        }

        if (!hasZoneId)
        {
            return DecodeErrors.Missing("zone_id");
        }

        if (!hasName)
        {
            return DecodeErrors.Missing("name");
        }

        if (!hasBorough)
        {
            return DecodeErrors.Missing("borough");
        }

        value = new(zoneId, name, borough);
        return DecodeError.None;
    }

    private static int FindNamedTableRow(ref Utf8JsonReader reader, int expected)
    {
        if (reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals("zone_id"u8) ? 0 : reader.ValueTextEquals("name"u8) ? 1 : reader.ValueTextEquals("borough"u8) ? 2 : -1;
        }

        ReadOnlySpan<byte> name = reader.ValueSpan;
        switch (expected)
        {
            case 0:
                if (name.SequenceEqual("zone_id"u8))
                {
                    return 0;
                }

                break;
            case 1:
                if (name.SequenceEqual("name"u8))
                {
                    return 1;
                }

                break;
            case 2:
                if (name.SequenceEqual("borough"u8))
                {
                    return 2;
                }

                break;
        }

        switch (name.Length)
        {
            case 7:
                if (name.SequenceEqual("zone_id"u8))
                {
                    return 0;
                }

                if (name.SequenceEqual("borough"u8))
                {
                    return 2;
                }

                break;
            case 4:
                if (name.SequenceEqual("name"u8))
                {
                    return 1;
                }

                break;
        }

        return -1;
    }
}

/// <summary>Reads `zones` whole.</summary>
internal static class LiveZonesTable2
{
    public static async Task<ITableRows> ReadAsync(StreamRun stream, Connections connections, CancellationToken cancel)
    {
        await using BatchRun run = stream.ToBatch();
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        #line (8,8)-(8,13) "main.flow"
        await duck.ReadAsync(Sources.Zones(connections, needsOrigin: true), "zones", cancel);
        #line default

        // __table: computed once, kept and rejected rows split.
        #line (20,10)-(20,15) "main.flow"
        await duck.StageAsync(new Stage("__table")
        {
            Sql = """
                WITH "zones_zones_values" AS (
                  SELECT *, flow_read_int32("zone_id") AS "__1", flow_read_int32("borough_id") AS "__2"
                  FROM "zones"
                ),
                "zones_zones_sites" AS (
                  SELECT
                    *,
                    CASE
                      WHEN "__bad" IS NOT NULL THEN 1
                      WHEN ("__1" IS NULL) AND ("zone_id" IS NULL) THEN 2
                      WHEN "__1" IS NULL THEN 3
                      WHEN ("__2" IS NULL) AND ("borough_id" IS NULL) THEN 4
                      WHEN "__2" IS NULL THEN 5
                      WHEN "name" IS NULL THEN 6
                    END AS "__at"
                  FROM "zones_zones_values"
                ),
                "zones_zones" AS (
                  SELECT
                    "__1" AS "zone_id",
                    "__2" AS "borough_id",
                    "name",
                    "__at" AS "__site",
                    CASE
                      WHEN "__at" BETWEEN 1 AND 6 THEN concat('{"zone_id":', coalesce(CAST(to_json("zone_id") AS VARCHAR), 'null'), ',"borough_id":', coalesce(CAST(to_json("borough_id") AS VARCHAR), 'null'), ',"name":', coalesce(CAST(to_json("name") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
                    END AS "__input",
                    "__file",
                    "__row"
                  FROM "zones_zones_sites"
                )
                SELECT
                  "zone_id",
                  "borough_id",
                  "name",
                  "__site",
                  "__input",
                  CASE WHEN "__site" IS NOT NULL THEN "__file" END AS "__file",
                  CASE WHEN "__site" IS NOT NULL THEN "__row" END AS "__row"
                FROM "zones_zones"
                """,
            Columns =
            [
                new("zone_id", ColumnType.Int32),
                new("borough_id", ColumnType.Int32),
                new("name", ColumnType.Text),
            ],
            RowsFrom = "zones",
            Sites =
            [
                new(1, FailureAction.Fail, "zones: read", "the record can't be read", "main.flow", 8, 8),
                new(2, FailureAction.Fail, "zones: read", "`zone_id` is missing", "main.flow", 8, 8),
                new(3, FailureAction.Fail, "zones: read", "`zone_id` is not an int32", "main.flow", 8, 8),
                new(4, FailureAction.Fail, "zones: read", "`borough_id` is missing", "main.flow", 8, 8),
                new(5, FailureAction.Fail, "zones: read", "`borough_id` is not an int32", "main.flow", 8, 8),
                new(6, FailureAction.Fail, "zones: read", "`name` is missing", "main.flow", 8, 8),
            ],
        }, cancel);
        #line default
        TableIndex<HourlyTableKey, HourlyTableRow> index = new();
        const string sql = """
            SELECT concat('{"zone_id":', coalesce(CAST("zone_id" AS VARCHAR), 'null'), ',"borough_id":', coalesce(CAST("borough_id" AS VARCHAR), 'null'), ',"name":', coalesce(CAST(to_json("name") AS VARCHAR), 'null'), '}') AS json, CAST(NULL AS BIGINT) AS at FROM "__table"
            """;
        foreach (ImmutableArray<object?> line in await duck.RowsAsync(sql, "the rows of zones", cancel))
        {
            Add(index, System.Text.Encoding.UTF8.GetBytes($"{line[0]}"));
        }

        return index;
    }

    private static void Add(TableIndex<HourlyTableKey, HourlyTableRow> index, byte[] json)
    {
        DecodeError error = LiveZonesTable2Decoder.Decode([], json, false, out HourlyTableRow row);
        if (!error.IsNone)
        {
            throw new FlowException(StreamErrors.TableRow("zones", error.Message));
        }


        HourlyTableKey key = new HourlyTableKey(row.ZoneId);
        if (key.On1 is null)
        {
            index.Skip();
            return;
        }
        index.Add(in key, in row);
    }
}

/// <summary>Reads records that are JSON objects.</summary>
internal static class LiveZonesTable2Decoder
{
    public static DecodeError Decode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isTombstone, out HourlyTableRow row)
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

    private static DecodeError Read(ReadOnlySpan<byte> record, out HourlyTableRow row)
    {
        Utf8JsonReader reader = new(record);
        reader.Read();
        DecodeError error = ReadHourlyTableRow(ref reader, record, out row);
        if (error.IsNone)
        {
            JsonValues.End(ref reader);
        }

        return error;
    }

    private static DecodeError ReadHourlyTableRow(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> record, out HourlyTableRow value)
    {
        value = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return DecodeErrors.Malformed("it is not a JSON object");
        }

        int zoneId = default;
        bool hasZoneId = false;
        int boroughId = default;
        bool hasBoroughId = false;
        string name = default;
        bool hasName = false;
        int expected = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int member = FindHourlyTableRow(ref reader, expected);
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
                case 1:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            hasBoroughId = false;
                            break;
                        }

                        if (!JsonValues.TryInt32(ref reader, out boroughId))
                        {
                            if (!JsonValues.IsRepeated(reader, "borough_id"u8))
                            {
                                return DecodeErrors.NotOfType("borough_id", "an int32", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasBoroughId = true;
                        break;
                    }
                case 2:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            hasName = false;
                            break;
                        }

                        if (!JsonValues.TryText(ref reader, record, out name))
                        {
                            if (!JsonValues.IsRepeated(reader, "name"u8))
                            {
                                return DecodeErrors.NotOfType("name", "a text", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasName = true;
                        break;
                    }
            }
        }

        if (!hasZoneId)
        {
            return DecodeErrors.Missing("zone_id");
        }

        if (!hasBoroughId)
        {
            return DecodeErrors.Missing("borough_id");
        }

        if (!hasName)
        {
            return DecodeErrors.Missing("name");
        }

        value = new(zoneId, boroughId, name);
        return DecodeError.None;
    }

    private static int FindHourlyTableRow(ref Utf8JsonReader reader, int expected)
    {
        if (reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals("zone_id"u8) ? 0 : reader.ValueTextEquals("borough_id"u8) ? 1 : reader.ValueTextEquals("name"u8) ? 2 : -1;
        }

        ReadOnlySpan<byte> name = reader.ValueSpan;
        switch (expected)
        {
            case 0:
                if (name.SequenceEqual("zone_id"u8))
                {
                    return 0;
                }

                break;
            case 1:
                if (name.SequenceEqual("borough_id"u8))
                {
                    return 1;
                }

                break;
            case 2:
                if (name.SequenceEqual("name"u8))
                {
                    return 2;
                }

                break;
        }

        switch (name.Length)
        {
            case 7:
                if (name.SequenceEqual("zone_id"u8))
                {
                    return 0;
                }

                break;
            case 10:
                if (name.SequenceEqual("borough_id"u8))
                {
                    return 1;
                }

                break;
            case 4:
                if (name.SequenceEqual("name"u8))
                {
                    return 2;
                }

                break;
        }

        return -1;
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class NamedRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("trip_id", ColumnType.Int64), new("name", ColumnType.Text, Nullable: true), new("borough", ColumnType.Text, Nullable: true)];

    public List<NamedJoinRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly NamedJoinRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Integer(row.TripId);
            if (row.Name is { } name)
            {
                writer.Text(name);
            }
            else
            {
                writer.Null();
            }

            if (row.Borough is { } borough)
            {
                writer.Text(borough);
            }
            else
            {
                writer.Null();
            }

            writer.EndRow();
        }
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class HourlyRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("zone", ColumnType.Int32, Nullable: true), new("window_start", ColumnType.Instant), new("trips", ColumnType.Int64), new("zone_id", ColumnType.Int32), new("borough_id", ColumnType.Int32), new("name", ColumnType.Text)];

    public List<HourlyJoinRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly HourlyJoinRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            if (row.Zone is { } zone)
            {
                writer.Integer(zone);
            }
            else
            {
                writer.Null();
            }

            writer.Instant(row.WindowStart);
            writer.Integer(row.Trips);
            writer.Integer(row.ZoneId);
            writer.Integer(row.BoroughId);
            writer.Text(row.Name);
            writer.EndRow();
        }
    }
}

/// <summary>What is known of a group.</summary>
internal struct HourlyGroup
{
    public Count Trips;
}

/// <summary>Groups as state.</summary>
internal readonly struct HourlyState : IWindowForm<HourlyAggregateKey, HourlyGroup>
{
    public static long End(in HourlyAggregateKey key) => EventTime.Of(key.WindowStart) + 3600000000L;

    public static void WriteKey(in HourlyAggregateKey key, ref StateWriter writer) => HourlyAggregateKeyForm.Write(key, ref writer);

    public static HourlyAggregateKey ReadKey(ref StateReader reader) => HourlyAggregateKeyForm.Read(ref reader);

    public static void WriteGroup(in HourlyGroup group, ref StateWriter writer)
    {
        group.Trips.Write(ref writer);
    }

    public static HourlyGroup ReadGroup(ref StateReader reader) => new()
    {
        Trips = Count.Read(ref reader),
    };

    public static void Merge(ref HourlyGroup into, in HourlyGroup other)
    {
        into.Trips.Merge(in other.Trips);
    }
}

internal readonly struct HourlyAggregateKeyForm : IStateForm<HourlyAggregateKey>
{
    public static void Write(HourlyAggregateKey value, ref StateWriter writer)
    {
        writer.Write<int?, OptionalForm<int, ScalarForm>>(value.Zone);
        writer.Write<DateTime, ScalarForm>(value.WindowStart);
    }

    public static HourlyAggregateKey Read(ref StateReader reader) => new(reader.Read<int?, OptionalForm<int, ScalarForm>>(), reader.Read<DateTime, ScalarForm>());
}

internal readonly record struct TripsRow(long TripId, int? ZoneId, DateTime Pickup);

internal readonly record struct NamedJoinRow(long TripId, string? Name, string? Borough);

internal readonly record struct NamedTableRow(int ZoneId, string Name, string Borough);

internal readonly record struct NamedTableKey(int? On1);

internal readonly record struct HourlyJoinRow(
    int? Zone,
    DateTime WindowStart,
    long Trips,
    int ZoneId,
    int BoroughId,
    string Name);

internal readonly record struct HourlyAggregateRow(int? Zone, DateTime WindowStart, long Trips);

internal readonly record struct HourlyTableRow(int ZoneId, int BoroughId, string Name);

internal readonly record struct HourlyTableKey(int? On1);

internal readonly record struct HourlyWindowRow(int? ZoneId, DateTime Pickup, DateTime WindowStart, DateTime WindowEnd);

internal readonly record struct HourlyAggregateKey(int? Zone, DateTime WindowStart);
