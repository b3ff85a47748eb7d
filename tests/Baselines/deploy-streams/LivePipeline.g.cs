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

/// <summary>Pipeline `live` of main.flow:19:1.</summary>
internal sealed class LivePipeline(Connections connections) : StreamPipeline
{
    public override PipelineDefinition Definition { get; } = new("live", "main.flow", 19);

    protected override StreamTopology CreateTopology(StreamRun run) => new()
    {
        Inputs =
        [
            new StreamInput("trips", connections.Bus.Topic("taxi.trips", new TopicSourceOptions { Start = TopicStart.Earliest, InstanceId = "taxi.trips" })) { Lag = TimeSpan.FromMilliseconds(120000) },
        ],
        Routes =
        [
            new StreamRoute("named", "pg.table(\"mart.named\")", []),
        ],
        Store = new PostgresStreamStore(connections.Pg, [new TableTarget("mart.named", new TableOptions { Mode = WriteMode.Append }, [new("trip_id", ColumnType.Int64, IsKey: true), new("name", ColumnType.Text, Nullable: true), new("fare", ColumnType.Decimal(10, 2))])]),
        Tables =
        [
            new ReloadedTable("zones", "zoning.csv(\"zones.csv\")", TimeSpan.FromMilliseconds(300000), (run, cancel) => LiveZonesTable1.ReadAsync(run, connections, cancel)),
        ],
        Lane = account => new LiveLane(account),
        Round = new LiveRound(),
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
    private void NamedOut(in NamedRow row, in StreamOrigin from)
    {
        _collected.NamedRows.Add(row);
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step(in NamedJoinRow row, RowExits exits, out NamedRow result)
    {
        result = new NamedRow(row.TripId, row.Name, row.Fare);
        return 0;
    }
#line default

    /// <summary>Through the steps that look at one row.</summary>
    private void NamedNamed(in NamedJoinRow row, in StreamOrigin from)
    {
        int site = Step(in row, from.Exits(0), out NamedRow kept);
        if (site != 0)
        {
            from.Leave(0, site);
            return;
        }

        NamedOut(in kept, in from);
    }

    /// <summary>What `zones` has for the row.</summary>
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
                NamedNamed(new NamedJoinRow(left.TripId, left.Fare, right.Name), in from);
            }
        }

        if (isAlone)
        {
            NamedNamed(new NamedJoinRow(left.TripId, left.Fare, default), in from);
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
            NamedFind(in row, in from);
        }
    }
}

/// <summary>What a lane collects between two rounds.</summary>
internal sealed class LiveCollection(LaneAccount account) : LaneCollection(account)
{
    public List<NamedRow> NamedRows { get; } = [];

    public override int Size => NamedRows.Count;
}

/// <summary>Merges what lanes collected and passes rows on to the targets.</summary>
internal sealed class LiveRound : StreamRound
{
    private NamedRows _named = new();

    public override void Merge(LaneCollection collection)
    {
        LiveCollection from = (LiveCollection)collection;
        _named.Items.AddRange(from.NamedRows);
    }

    public override RoundOutput Close(ImmutableArray<long> watermarks, LaneAccount account)
    {
        RoundOutput output = new([_named], []);
        _named = new NamedRows();
        return output;
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

/// <summary>Reads `zones` whole.</summary>
internal static class LiveZonesTable1
{
    public static async Task<ITableRows> ReadAsync(StreamRun stream, Connections connections, CancellationToken cancel)
    {
        await using BatchRun run = stream.ToBatch();
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        #line (12,8)-(12,13) "main.flow"
        await duck.ReadAsync(Sources.Zones(connections, needsOrigin: true), "zones", cancel);
        #line default

        // __table: computed once, kept and rejected rows split.
        #line (16,15)-(16,20) "main.flow"
        await duck.StageAsync(new Stage("__table")
        {
            Sql = """
                WITH "zones_zones_values" AS (
                  SELECT *, flow_read_int32("zone_id") AS "__1"
                  FROM "zones"
                ),
                "zones_zones_sites" AS (
                  SELECT
                    *,
                    CASE
                      WHEN "__bad" IS NOT NULL THEN 1
                      WHEN ("__1" IS NULL) AND ("zone_id" IS NULL) THEN 2
                      WHEN "__1" IS NULL THEN 3
                      WHEN "name" IS NULL THEN 4
                    END AS "__at"
                  FROM "zones_zones_values"
                ),
                "zones_zones" AS (
                  SELECT
                    "__1" AS "zone_id",
                    "name",
                    "__at" AS "__site",
                    CASE
                      WHEN "__at" BETWEEN 1 AND 4 THEN concat('{"zone_id":', coalesce(CAST(to_json("zone_id") AS VARCHAR), 'null'), ',"name":', coalesce(CAST(to_json("name") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
                    END AS "__input",
                    "__file",
                    "__row"
                  FROM "zones_zones_sites"
                )
                SELECT
                  "zone_id",
                  "name",
                  "__site",
                  "__input",
                  CASE WHEN "__site" IS NOT NULL THEN "__file" END AS "__file",
                  CASE WHEN "__site" IS NOT NULL THEN "__row" END AS "__row"
                FROM "zones_zones"
                """,
            Columns =
            [
                new("zone_id", ColumnType.Int32, IsKey: true),
                new("name", ColumnType.Text),
            ],
            RowsFrom = "zones",
            Sites =
            [
                new(1, FailureAction.Fail, "zones: read", "the record can't be read", "main.flow", 12, 8),
                new(2, FailureAction.Fail, "zones: read", "`zone_id` is missing", "main.flow", 12, 8),
                new(3, FailureAction.Fail, "zones: read", "`zone_id` is not an int32", "main.flow", 12, 8),
                new(4, FailureAction.Fail, "zones: read", "`name` is missing", "main.flow", 12, 8),
            ],
        }, cancel);
        #line default
        TableIndex<NamedTableKey, NamedTableRow> index = new();
        const string sql = """
            SELECT concat('{"zone_id":', coalesce(CAST("zone_id" AS VARCHAR), 'null'), ',"name":', coalesce(CAST(to_json("name") AS VARCHAR), 'null'), '}') AS json, CAST(NULL AS BIGINT) AS at FROM "__table"
            """;
        foreach (ImmutableArray<object?> line in await duck.RowsAsync(sql, "the rows of zones", cancel))
        {
            Add(index, System.Text.Encoding.UTF8.GetBytes($"{line[0]}"));
        }

        return index;
    }

    private static void Add(TableIndex<NamedTableKey, NamedTableRow> index, byte[] json)
    {
        DecodeError error = LiveZonesTable1Decoder.Decode([], json, false, out NamedTableRow row);
        if (!error.IsNone)
        {
            throw new FlowException(StreamErrors.TableRow("zones", error.Message));
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
internal static class LiveZonesTable1Decoder
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

        value = new(zoneId, name);
        return DecodeError.None;
    }

    private static int FindNamedTableRow(ref Utf8JsonReader reader, int expected)
    {
        if (reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals("zone_id"u8) ? 0 : reader.ValueTextEquals("name"u8) ? 1 : -1;
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
        }

        switch (name.Length)
        {
            case 7:
                if (name.SequenceEqual("zone_id"u8))
                {
                    return 0;
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

/// <summary>Rows for one target.</summary>
internal sealed class NamedRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("trip_id", ColumnType.Int64, IsKey: true), new("name", ColumnType.Text, Nullable: true), new("fare", ColumnType.Decimal(10, 2))];

    public List<NamedRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly NamedRow row in CollectionsMarshal.AsSpan(Items)[from..to])
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

            writer.Decimal(row.Fare, 2);
            writer.EndRow();
        }
    }
}


internal readonly record struct TripsRow(long TripId, int? ZoneId, long Fare, DateTime Pickup);

internal readonly record struct NamedRow(long TripId, string? Name, long Fare);

internal readonly record struct NamedJoinRow(long TripId, long Fare, string? Name);

internal readonly record struct NamedTableRow(int ZoneId, string Name);

internal readonly record struct NamedTableKey(int? On1);
