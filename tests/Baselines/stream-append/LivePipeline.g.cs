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
            new StreamInput("trips", connections.Bus.Topic("taxi.trips", new TopicSourceOptions { Start = TopicStart.Earliest, InstanceId = "taxi.trips" })) { Lag = TimeSpan.FromMilliseconds(120000), MaxAhead = TimeSpan.FromMilliseconds(3600000), DeadLetters = connections.Bus.DeadLetters("taxi.trips.dlq") },
        ],
        Routes =
        [
            new StreamRoute("paid", "pg.table(\"mart.paid\")",
            [
                new(1, FailureAction.Filter, "paid: where", "not fare > 0", "main.flow", 12, 5),
                new(2, FailureAction.Reject, "paid: derive", "too large", "main.flow", 13, 20),
            ]) { RejectsSide = 0 },
        ],
        Store = new PostgresStreamStore(connections.Pg, [new TableTarget("mart.paid", new TableOptions { Mode = WriteMode.Upsert }, [new("trip_id", ColumnType.Int64, IsKey: true), new("zone_id", ColumnType.Int32, Nullable: true), new("cents", ColumnType.Int32), new("pickup", ColumnType.Instant)])]),
        Sides =
        [
            new FolderOutput(connections.Lake, new FileTarget("paid.rejects", "rejects/", FileFormat.JsonLines, RejectColumns.All) { Options = new FileSinkOptions { Mode = FileWriteMode.Append }, RollEvery = TimeSpan.FromMilliseconds(3600000) }),
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
    private void PaidOut(in PaidRow row, in StreamOrigin from)
    {
        _collected.PaidRows.Add(row);
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step(in TripsRow row, RowExits exits, out PaidRow result)
    {
        result = default;
#line 12 "main.flow"
        if (!(row.Fare > 0L))
        {
            return 1;
        }

#line 13 "main.flow"
        bool convertedFailed = !Decimals.TryInteger((row.Fare * 100L), 2, out int converted);
        if (convertedFailed)
        {
            exits.Begin();
            exits.Add("trip_id", row.TripId);
            exits.Add("zone_id", row.ZoneId);
            exits.AddDecimal("fare", row.Fare, 2);
            exits.AddInstant("pickup", row.Pickup);
            exits.Add("note", row.Note);
            return exits.End(2);
        }
        result = new PaidRow(row.TripId, row.ZoneId, converted, row.Pickup);
        return 0;
    }
#line default

    /// <summary>Through the steps that look at one row.</summary>
    private void PaidPaid(in TripsRow row, in StreamOrigin from)
    {
        int site = Step(in row, from.Exits(0), out PaidRow kept);
        if (site != 0)
        {
            from.Leave(0, site);
            return;
        }

        PaidOut(in kept, in from);
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
            PaidPaid(in row, in from);
        }
    }
}

/// <summary>What a lane collects between two rounds.</summary>
internal sealed class LiveCollection(LaneAccount account) : LaneCollection(account)
{
    public List<PaidRow> PaidRows { get; } = [];

    public override int Size => PaidRows.Count;
}

/// <summary>Merges what lanes collected and passes rows on to the targets.</summary>
internal sealed class LiveRound : StreamRound
{
    private PaidRows _paid = new();

    public override void Merge(LaneCollection collection)
    {
        LiveCollection from = (LiveCollection)collection;
        _paid.Items.AddRange(from.PaidRows);
    }

    public override RoundOutput Close(ImmutableArray<long> watermarks, LaneAccount account)
    {
        RoundOutput output = new([_paid], [null]);
        _paid = new PaidRows();
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
        string? note = default;
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
                case 4:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            note = null;
                            break;
                        }

                        if (!JsonValues.TryText(ref reader, record, out note))
                        {
                            if (!JsonValues.IsRepeated(reader, "note"u8))
                            {
                                return DecodeErrors.NotOfType("note", "a text", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

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

        value = new(tripId, zoneId, fare, pickup, note);
        return DecodeError.None;
    }

    private static int FindTripsRow(ref Utf8JsonReader reader, int expected)
    {
        if (reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals("trip_id"u8) ? 0 : reader.ValueTextEquals("zone_id"u8) ? 1 : reader.ValueTextEquals("fare"u8) ? 2 : reader.ValueTextEquals("pickup"u8) ? 3 : reader.ValueTextEquals("note"u8) ? 4 : -1;
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
            case 4:
                if (name.SequenceEqual("note"u8))
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

                if (name.SequenceEqual("note"u8))
                {
                    return 4;
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
internal sealed class PaidRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("trip_id", ColumnType.Int64, IsKey: true), new("zone_id", ColumnType.Int32, Nullable: true), new("cents", ColumnType.Int32), new("pickup", ColumnType.Instant)];

    public List<PaidRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly PaidRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Integer(row.TripId);
            if (row.ZoneId is { } zoneId)
            {
                writer.Integer(zoneId);
            }
            else
            {
                writer.Null();
            }

            writer.Integer(row.Cents);
            writer.Instant(row.Pickup);
            writer.EndRow();
        }
    }
}


internal readonly record struct TripsRow(long TripId, int? ZoneId, long Fare, DateTime Pickup, string? Note);

internal readonly record struct PaidRow(long TripId, int? ZoneId, int Cents, DateTime Pickup);
