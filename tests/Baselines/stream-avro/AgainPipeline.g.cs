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

namespace AgainStream;

/// <summary>Pipeline `again` of main.flow:21:1.</summary>
internal sealed class AgainPipeline(Connections connections) : StreamPipeline
{
    public override PipelineDefinition Definition { get; } = new("again", "main.flow", 21);

    protected override StreamTopology CreateTopology(StreamRun run) => new()
    {
        Inputs =
        [
            new StreamInput("trips", connections.Bus.Topic("taxi.trips", new TopicSourceOptions { Start = TopicStart.Earliest, InstanceId = "taxi.trips", HasSchemas = true, Columns = TripsDecoder.Columns })) { Lag = TimeSpan.FromMilliseconds(120000), DeadLetters = connections.Bus.DeadLetters("taxi.trips.dlq") },
        ],
        Routes =
        [
            new StreamRoute("trips", "bus.topic(\"taxi.trips.again\")", []),
        ],
        Store = connections.Bus.Store([new TopicTarget("taxi.trips.again", [new("trip_id", ColumnType.Int64, IsKey: true), new("zone", ColumnType.Struct(new Column("id", ColumnType.Int32), new Column("name", ColumnType.Text, Nullable: true))), new("fares", ColumnType.List(ColumnType.Decimal(10, 2))), new("tags", ColumnType.Map(ColumnType.Text), Nullable: true), new("paid", ColumnType.Text), new("pickup", ColumnType.Instant), new("note", ColumnType.Text, Nullable: true)], ["trip_id"]) { Format = TopicFormat.Avro }], new TopicStoreOptions { Delivery = TopicDelivery.ExactlyOnce }),
        Lane = account => new AgainLane(account, connections.Bus.Schemas),
        Round = new AgainRound(),
    };
}

/// <summary>Decodes records and passes rows on until they are collected.</summary>
internal sealed class AgainLane(LaneAccount account, IAvroSchemas tripsSchemas) : StreamLane
{
    private AgainCollection _collected = new(account);
    private readonly AvroPlans _tripsPlans = new(tripsSchemas, TripsDecoder.Columns);

    public override LaneCollection Collected => _collected;

    public override LaneCollection Take(LaneAccount next)
    {
        LaneCollection taken = _collected;
        _collected = new AgainCollection(next);
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

    /// <summary>Records of `trips`.</summary>
    private void ReadTrips(RecordBatch batch, LanePartition partition)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            DecodeError error =
                TripsDecoder.Decode(_tripsPlans, batch.Key(i), batch.Value(i), batch.IsTombstone(i), out TripsRow row);
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
        }
    }
}

/// <summary>What a lane collects between two rounds.</summary>
internal sealed class AgainCollection(LaneAccount account) : LaneCollection(account)
{
    public List<TripsRow> TripsRows { get; } = [];

    public override int Size => TripsRows.Count;
}

/// <summary>Merges what lanes collected and passes rows on to the targets.</summary>
internal sealed class AgainRound : StreamRound
{
    private TripsRows _trips = new();

    public override void Merge(LaneCollection collection)
    {
        AgainCollection from = (AgainCollection)collection;
        _trips.Items.AddRange(from.TripsRows);
    }

    public override RoundOutput Close(ImmutableArray<long> watermarks, LaneAccount account)
    {
        RoundOutput output = new([_trips], []);
        _trips = new TripsRows();
        return output;
    }
}

/// <summary>Reads records in Avro.</summary>
internal static class TripsDecoder
{
    public static readonly ImmutableArray<Column> Columns = [new("trip_id", ColumnType.Int64, IsKey: true), new("zone", ColumnType.Struct(new Column("id", ColumnType.Int32), new Column("name", ColumnType.Text, Nullable: true))), new("fares", ColumnType.List(ColumnType.Decimal(10, 2))), new("tags", ColumnType.Map(ColumnType.Text), Nullable: true), new("paid", ColumnType.Text), new("pickup", ColumnType.Instant), new("note", ColumnType.Text, Nullable: true)];

    public static DecodeError Decode(
        AvroPlans plans, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isTombstone, out TripsRow row)
    {
        row = default;
        if (isTombstone)
        {
            return DecodeErrors.NoValue();
        }

        DecodeError error = plans.Open(value, out ReadOnlySpan<byte> body, out AvroForm plan);
        if (!error.IsNone)
        {
            return error;
        }

        try
        {
            AvroReader reader = new(body);
            error = ReadTripsRow(ref reader, reader.Choose(plan), out row);
            if (error.IsNone)
            {
                reader.End();
            }

            return error;
        }
        catch (AvroFormatException e)
        {
            row = default;
            return DecodeErrors.Malformed(e.Message);
        }
    }

    private static DecodeError ReadStruct(ref AvroReader reader, AvroForm record, out Struct value)
    {
        value = default;
        if (!record.IsRecord)
        {
            return DecodeErrors.NotOfType("", "an object", reader.Shown(record));
        }

        int id = default;
        string? name = default;
        foreach (AvroStep step in record.Steps)
        {
            if (step.Member < 0)
            {
                reader.Skip(step.Form);
                continue;
            }

            AvroForm form = reader.Choose(step.Form);
            switch (step.Member)
            {
                case 0:
                    {
                        if (form.IsNull)
                        {
                            return DecodeErrors.Missing("id");
                        }

                        if (!AvroValues.TryInt32(ref reader, form, out id))
                        {
                            return DecodeErrors.NotOfType("id", "an int32", reader.Shown(form));
                        }

                        break;
                    }
                case 1:
                    {
                        if (form.IsNull)
                        {
                            break;
                        }

                        if (!AvroValues.TryText(ref reader, form, out name))
                        {
                            return DecodeErrors.NotOfType("name", "a text", reader.Shown(form));
                        }

                        break;
                    }
            }
        }

        value = new(id, name);
        return DecodeError.None;
    }

    private static DecodeError ReadList(ref AvroReader reader, AvroForm record, out Items<long?> value)
    {
        value = default;
        if (!record.IsList)
        {
            return DecodeErrors.NotOfType("", "a list", reader.Shown(record));
        }

        List<long?> items = [];
        for (long count = reader.Block(); count > 0; count = reader.Block())
        {
            for (; count > 0; count--)
            {
                AvroForm form = reader.Choose(record.Element);
                if (form.IsNull)
                {
                    items.Add(null);
                    continue;
                }

                if (!AvroValues.TryDecimal(ref reader, form, 10, 2, out long read))
                {
                    return DecodeErrors.NotOfType("[]", "a decimal(10, 2)", reader.Shown(form));
                }

                items.Add(read);
            }
        }

        value = new([.. items]);
        return DecodeError.None;
    }

    private static DecodeError ReadMap(ref AvroReader reader, AvroForm record, out Map<string?> value)
    {
        value = default;
        if (!record.IsMap)
        {
            return DecodeErrors.NotOfType("", "an object", reader.Shown(record));
        }

        OrderedDictionary<string, string?> entries = [];
        for (long count = reader.Block(); count > 0; count = reader.Block())
        {
            for (; count > 0; count--)
            {
                string key = reader.Key();
                AvroForm form = reader.Choose(record.Element);
                if (form.IsNull)
                {
                    entries[key] = null;
                    continue;
                }

                if (!AvroValues.TryText(ref reader, form, out string read))
                {
                    return DecodeErrors.NotOfType(key, "a text", reader.Shown(form));
                }

                entries[key] = read;
            }
        }

        value = new([.. entries.Keys], [.. entries.Values]);
        return DecodeError.None;
    }

    private static bool TryEnum(ReadOnlySpan<byte> text, out string value)
    {
        value = text.SequenceEqual("cash"u8) ? "cash"
            : text.SequenceEqual("card"u8) ? "card"
            : null;
        return value is not null;
    }

    private static DecodeError ReadTripsRow(ref AvroReader reader, AvroForm record, out TripsRow value)
    {
        value = default;
        if (!record.IsRecord)
        {
            return DecodeErrors.NotOfType("", "an object", reader.Shown(record));
        }

        long tripId = default;
        Struct zone = default;
        Items<long?> fares = default;
        Map<string?>? tags = default;
        string paid = default;
        DateTime pickup = default;
        string? note = default;
        foreach (AvroStep step in record.Steps)
        {
            if (step.Member < 0)
            {
                reader.Skip(step.Form);
                continue;
            }

            AvroForm form = reader.Choose(step.Form);
            switch (step.Member)
            {
                case 0:
                    {
                        if (form.IsNull)
                        {
                            return DecodeErrors.Missing("trip_id");
                        }

                        if (!AvroValues.TryInt64(ref reader, form, out tripId))
                        {
                            return DecodeErrors.NotOfType("trip_id", "an int64", reader.Shown(form));
                        }

                        break;
                    }
                case 1:
                    {
                        if (form.IsNull)
                        {
                            return DecodeErrors.Missing("zone");
                        }

                        DecodeError error = ReadStruct(ref reader, form, out zone);
                        if (!error.IsNone)
                        {
                            return error.In("zone");
                        }

                        break;
                    }
                case 2:
                    {
                        if (form.IsNull)
                        {
                            return DecodeErrors.Missing("fares");
                        }

                        DecodeError error = ReadList(ref reader, form, out fares);
                        if (!error.IsNone)
                        {
                            return error.In("fares");
                        }

                        break;
                    }
                case 3:
                    {
                        if (form.IsNull)
                        {
                            break;
                        }

                        DecodeError error = ReadMap(ref reader, form, out Map<string?> read);
                        if (!error.IsNone)
                        {
                            return error.In("tags");
                        }

                        tags = read;
                        break;
                    }
                case 4:
                    {
                        if (form.IsNull)
                        {
                            return DecodeErrors.Missing("paid");
                        }

                        if (!(AvroValues.TryRaw(ref reader, form, out ReadOnlySpan<byte> text) & TryEnum(text, out paid)))
                        {
                            return DecodeErrors.NotOfType("paid", "an enum(\"cash\", \"card\")", reader.Shown(form));
                        }

                        break;
                    }
                case 5:
                    {
                        if (form.IsNull)
                        {
                            return DecodeErrors.Missing("pickup");
                        }

                        if (!AvroValues.TryInstant(ref reader, form, out pickup))
                        {
                            return DecodeErrors.NotOfType("pickup", "an instant", reader.Shown(form));
                        }

                        break;
                    }
                case 6:
                    {
                        if (form.IsNull)
                        {
                            break;
                        }

                        if (!AvroValues.TryText(ref reader, form, out note))
                        {
                            return DecodeErrors.NotOfType("note", "a text", reader.Shown(form));
                        }

                        break;
                    }
            }
        }

        value = new(tripId, zone, fares, tags, paid, pickup, note);
        return DecodeError.None;
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class TripsRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("trip_id", ColumnType.Int64, IsKey: true), new("zone", ColumnType.Struct(new Column("id", ColumnType.Int32), new Column("name", ColumnType.Text, Nullable: true))), new("fares", ColumnType.List(ColumnType.Decimal(10, 2))), new("tags", ColumnType.Map(ColumnType.Text), Nullable: true), new("paid", ColumnType.Text), new("pickup", ColumnType.Instant), new("note", ColumnType.Text, Nullable: true)];

    public List<TripsRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly TripsRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Integer(row.TripId);
            writer.BeginStruct();
            writer.Integer(row.Zone.Id);
            if (row.Zone.Name is { } name)
            {
                writer.Text(name);
            }
            else
            {
                writer.Null();
            }

            writer.EndStruct();
            writer.BeginList(row.Fares.Span.Length);
            foreach (long? item in row.Fares.Span)
            {
                if (item is { } item_2)
                {
                    writer.Decimal(item_2, 2);
                }
                else
                {
                    writer.Null();
                }

            }
            writer.EndList();
            if (row.Tags is { } tags)
            {
                writer.BeginMap(tags.Keys.Span.Length);
                for (int at = 0; at < tags.Keys.Span.Length; at++)
                {
                    writer.Text(tags.Keys[at]);
                    string? entry = tags.Values[at];
                    if (entry is { } entry_2)
                    {
                        writer.Text(entry_2);
                    }
                    else
                    {
                        writer.Null();
                    }

                }
                writer.EndMap();
            }
            else
            {
                writer.Null();
            }

            writer.Text(row.Paid);
            writer.Instant(row.Pickup);
            if (row.Note is { } note)
            {
                writer.Text(note);
            }
            else
            {
                writer.Null();
            }

            writer.EndRow();
        }
    }
}


internal readonly record struct TripsRow(
    long TripId,
    Struct Zone,
    Items<long?> Fares,
    Map<string?>? Tags,
    string Paid,
    DateTime Pickup,
    string? Note);

internal readonly record struct Struct(int Id, string? Name);
