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

namespace OnwardStream;

/// <summary>Pipeline `onward` of main.flow:22:1.</summary>
internal sealed class OnwardPipeline(Connections connections) : StreamPipeline
{
    public override PipelineDefinition Definition { get; } = new("onward", "main.flow", 22);

    protected override StreamTopology CreateTopology(StreamRun run) => new()
    {
        Inputs =
        [
            new StreamInput("changes", connections.Bus.Topic("taxi.trips.cdc", new TopicSourceOptions { Start = TopicStart.Earliest, InstanceId = "taxi.trips.cdc", HasSchemas = true, Columns = ChangesDecoder.Columns })),
        ],
        Routes =
        [
            new StreamRoute("changes", "bus.topic(\"taxi.trips.cdc.again\")", []),
        ],
        Store = connections.Bus.Store([new TopicTarget("taxi.trips.cdc.again", [new("op", ColumnType.Text), new("before", ColumnType.Struct(new Column("trip_id", ColumnType.Int64, IsKey: true), new Column("zone", ColumnType.Struct(new Column("id", ColumnType.Int32), new Column("name", ColumnType.Text, Nullable: true))), new Column("fares", ColumnType.List(ColumnType.Decimal(10, 2))), new Column("tags", ColumnType.Map(ColumnType.Text), Nullable: true), new Column("paid", ColumnType.Text), new Column("pickup", ColumnType.Instant), new Column("note", ColumnType.Text, Nullable: true)), Nullable: true), new("after", ColumnType.Struct(new Column("trip_id", ColumnType.Int64, IsKey: true), new Column("zone", ColumnType.Struct(new Column("id", ColumnType.Int32), new Column("name", ColumnType.Text, Nullable: true))), new Column("fares", ColumnType.List(ColumnType.Decimal(10, 2))), new Column("tags", ColumnType.Map(ColumnType.Text), Nullable: true), new Column("paid", ColumnType.Text), new Column("pickup", ColumnType.Instant), new Column("note", ColumnType.Text, Nullable: true)), Nullable: true), new("lsn", ColumnType.Int64), new("committed_at", ColumnType.Instant)], []) { Format = TopicFormat.DebeziumAvro }], new TopicStoreOptions { Delivery = TopicDelivery.ExactlyOnce }),
        Lane = account => new OnwardLane(account, connections.Bus.Schemas),
        Round = new OnwardRound(),
    };
}

/// <summary>Decodes records and passes rows on until they are collected.</summary>
internal sealed class OnwardLane(LaneAccount account, IAvroSchemas changesSchemas) : StreamLane
{
    private OnwardCollection _collected = new(account);
    private readonly AvroPlans _changesPlans = new(changesSchemas, ChangesDecoder.Columns);

    public override LaneCollection Collected => _collected;

    public override LaneCollection Take(LaneAccount next)
    {
        LaneCollection taken = _collected;
        _collected = new OnwardCollection(next);
        return taken;
    }

    public override void Process(int input, RecordBatch batch, LanePartition partition)
    {
        switch (input)
        {
            case 0:
                ReadChanges(batch, partition);
                break;
        }
    }

    /// <summary>For the target.</summary>
    private void ChangesOut(in ChangesRow row, in StreamOrigin from)
    {
        _collected.ChangesRows.Add(row);
    }

    /// <summary>Records of `changes`.</summary>
    private void ReadChanges(RecordBatch batch, LanePartition partition)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            DecodeError error =
                ChangesDecoder.Decode(_changesPlans, batch.Key(i), batch.Value(i), batch.IsTombstone(i), out ChangesRow row);
            if (!error.IsNone)
            {
                if (!error.IsSkip)
                {
                    _collected.Account.Bad(0, batch, i, error.Code ?? "", error.Message);
                }

                continue;
            }

            long time = EventTime.OfMilliseconds(batch.Timestamp(i));
            if (!partition.Advance(time))
            {
                _collected.Account.Ahead(0, batch, i, time);
                continue;
            }

            StreamOrigin from = new(_collected.Account, batch, i, partition, time);
            ChangesOut(in row, in from);
        }
    }
}

/// <summary>What a lane collects between two rounds.</summary>
internal sealed class OnwardCollection(LaneAccount account) : LaneCollection(account)
{
    public List<ChangesRow> ChangesRows { get; } = [];

    public override int Size => ChangesRows.Count;
}

/// <summary>Merges what lanes collected and passes rows on to the targets.</summary>
internal sealed class OnwardRound : StreamRound
{
    private ChangesRows _changes = new();

    public override void Merge(LaneCollection collection)
    {
        OnwardCollection from = (OnwardCollection)collection;
        _changes.Items.AddRange(from.ChangesRows);
    }

    public override RoundOutput Close(ImmutableArray<long> watermarks, LaneAccount account)
    {
        RoundOutput output = new([_changes], []);
        _changes = new ChangesRows();
        return output;
    }
}

/// <summary>Reads Debezium's change events in Avro.</summary>
internal static class ChangesDecoder
{
    public static readonly ImmutableArray<Column> Columns = [new("op", ColumnType.Text), new("source", ColumnType.Struct(new Column("lsn", ColumnType.Int64, Nullable: true), new Column("ts_us", ColumnType.Int64, Nullable: true), new Column("ts_ms", ColumnType.Int64, Nullable: true))), new("before", ColumnType.Struct(new Column("trip_id", ColumnType.Int64), new Column("zone", ColumnType.Struct(new Column("id", ColumnType.Int32), new Column("name", ColumnType.Text, Nullable: true))), new Column("fares", ColumnType.List(ColumnType.Decimal(10, 2))), new Column("tags", ColumnType.Map(ColumnType.Text), Nullable: true), new Column("paid", ColumnType.Text), new Column("pickup", ColumnType.Instant), new Column("note", ColumnType.Text, Nullable: true)), Nullable: true), new("after", ColumnType.Struct(new Column("trip_id", ColumnType.Int64), new Column("zone", ColumnType.Struct(new Column("id", ColumnType.Int32), new Column("name", ColumnType.Text, Nullable: true))), new Column("fares", ColumnType.List(ColumnType.Decimal(10, 2))), new Column("tags", ColumnType.Map(ColumnType.Text), Nullable: true), new Column("paid", ColumnType.Text), new Column("pickup", ColumnType.Instant), new Column("note", ColumnType.Text, Nullable: true)), Nullable: true)];

    public static DecodeError Decode(
        AvroPlans plans, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isTombstone, out ChangesRow row)
    {
        row = default;
        if (isTombstone)
        {
            return DecodeError.Skip;
        }

        DecodeError error = plans.Open(value, out ReadOnlySpan<byte> body, out AvroForm plan);
        if (!error.IsNone)
        {
            return error;
        }

        try
        {
            AvroReader reader = new(body);
            error = ReadChange(ref reader, reader.Choose(plan), out row);
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

    private static DecodeError ReadChange(ref AvroReader reader, AvroForm form, out ChangesRow row)
    {
        row = default;
        DecodeError error = ReadChangesRowEvent(ref reader, form, out ChangesRowEvent change);
        if (!error.IsNone)
        {
            return error;
        }

        error = DebeziumEnvelope.Operation(change.Op, out string op);
        if (!error.IsNone)
        {
            return error;
        }

        if (change.Before is null && op == "delete")
        {
            return DecodeErrors.Missing("before");
        }

        if (change.After is null && op != "delete")
        {
            return DecodeErrors.Missing("after");
        }

        if (change.Source.Lsn is not { } lsn)
        {
            return DecodeErrors.Missing("source.lsn");
        }

        error = DebeziumEnvelope.Committed(change.Source.TsUs, change.Source.TsMs, out DateTime committedAt);
        if (!error.IsNone)
        {
            return error;
        }

        row = new(op, change.Before, change.After, lsn, committedAt);
        return DecodeError.None;
    }

    private static DecodeError ReadStruct3(ref AvroReader reader, AvroForm record, out Struct3 value)
    {
        value = default;
        if (!record.IsRecord)
        {
            return DecodeErrors.NotOfType("", "an object", reader.Shown(record));
        }

        long? lsn = default;
        long? tsUs = default;
        long? tsMs = default;
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
                            break;
                        }

                        if (!AvroValues.TryInt64(ref reader, form, out long read))
                        {
                            return DecodeErrors.NotOfType("lsn", "an int64", reader.Shown(form));
                        }

                        lsn = read;
                        break;
                    }
                case 1:
                    {
                        if (form.IsNull)
                        {
                            break;
                        }

                        if (!AvroValues.TryInt64(ref reader, form, out long read))
                        {
                            return DecodeErrors.NotOfType("ts_us", "an int64", reader.Shown(form));
                        }

                        tsUs = read;
                        break;
                    }
                case 2:
                    {
                        if (form.IsNull)
                        {
                            break;
                        }

                        if (!AvroValues.TryInt64(ref reader, form, out long read))
                        {
                            return DecodeErrors.NotOfType("ts_ms", "an int64", reader.Shown(form));
                        }

                        tsMs = read;
                        break;
                    }
            }
        }

        value = new(lsn, tsUs, tsMs);
        return DecodeError.None;
    }

    private static DecodeError ReadStruct2(ref AvroReader reader, AvroForm record, out Struct2 value)
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

                        if (!DebeziumValues.TryText(ref reader, form, out name))
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

                if (!DebeziumValues.TryText(ref reader, form, out string read))
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

    private static DecodeError ReadStruct(ref AvroReader reader, AvroForm record, out Struct value)
    {
        value = default;
        if (!record.IsRecord)
        {
            return DecodeErrors.NotOfType("", "an object", reader.Shown(record));
        }

        long tripId = default;
        Struct2 zone = default;
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

                        DecodeError error = ReadStruct2(ref reader, form, out zone);
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

                        if (!DebeziumValues.TryText(ref reader, form, out note))
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

    private static DecodeError ReadChangesRowEvent(ref AvroReader reader, AvroForm record, out ChangesRowEvent value)
    {
        value = default;
        if (!record.IsRecord)
        {
            return DecodeErrors.NotOfType("", "an object", reader.Shown(record));
        }

        string op = default;
        Struct3 source = default;
        Struct? before = default;
        Struct? after = default;
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
                            return DecodeErrors.Missing("op");
                        }

                        if (!DebeziumValues.TryText(ref reader, form, out op))
                        {
                            return DecodeErrors.NotOfType("op", "a text", reader.Shown(form));
                        }

                        break;
                    }
                case 1:
                    {
                        if (form.IsNull)
                        {
                            return DecodeErrors.Missing("source");
                        }

                        DecodeError error = ReadStruct3(ref reader, form, out source);
                        if (!error.IsNone)
                        {
                            return error.In("source");
                        }

                        break;
                    }
                case 2:
                    {
                        if (form.IsNull)
                        {
                            break;
                        }

                        DecodeError error = ReadStruct(ref reader, form, out Struct read);
                        if (!error.IsNone)
                        {
                            return error.In("before");
                        }

                        before = read;
                        break;
                    }
                case 3:
                    {
                        if (form.IsNull)
                        {
                            break;
                        }

                        DecodeError error = ReadStruct(ref reader, form, out Struct read);
                        if (!error.IsNone)
                        {
                            return error.In("after");
                        }

                        after = read;
                        break;
                    }
            }
        }

        value = new(op, source, before, after);
        return DecodeError.None;
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class ChangesRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("op", ColumnType.Text), new("before", ColumnType.Struct(new Column("trip_id", ColumnType.Int64), new Column("zone", ColumnType.Struct(new Column("id", ColumnType.Int32), new Column("name", ColumnType.Text, Nullable: true))), new Column("fares", ColumnType.List(ColumnType.Decimal(10, 2))), new Column("tags", ColumnType.Map(ColumnType.Text), Nullable: true), new Column("paid", ColumnType.Text), new Column("pickup", ColumnType.Instant), new Column("note", ColumnType.Text, Nullable: true)), Nullable: true), new("after", ColumnType.Struct(new Column("trip_id", ColumnType.Int64), new Column("zone", ColumnType.Struct(new Column("id", ColumnType.Int32), new Column("name", ColumnType.Text, Nullable: true))), new Column("fares", ColumnType.List(ColumnType.Decimal(10, 2))), new Column("tags", ColumnType.Map(ColumnType.Text), Nullable: true), new Column("paid", ColumnType.Text), new Column("pickup", ColumnType.Instant), new Column("note", ColumnType.Text, Nullable: true)), Nullable: true), new("lsn", ColumnType.Int64), new("committed_at", ColumnType.Instant)];

    public List<ChangesRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly ChangesRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Text(row.Op);
            if (row.Before is { } before)
            {
                writer.BeginStruct();
                writer.Integer(before.TripId);
                writer.BeginStruct();
                writer.Integer(before.Zone.Id);
                if (before.Zone.Name is { } name)
                {
                    writer.Text(name);
                }
                else
                {
                    writer.Null();
                }

                writer.EndStruct();
                writer.BeginList(before.Fares.Span.Length);
                foreach (long? item in before.Fares.Span)
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
                if (before.Tags is { } tags)
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

                writer.Text(before.Paid);
                writer.Instant(before.Pickup);
                if (before.Note is { } note)
                {
                    writer.Text(note);
                }
                else
                {
                    writer.Null();
                }

                writer.EndStruct();
            }
            else
            {
                writer.Null();
            }

            if (row.After is { } after)
            {
                writer.BeginStruct();
                writer.Integer(after.TripId);
                writer.BeginStruct();
                writer.Integer(after.Zone.Id);
                if (after.Zone.Name is { } name_2)
                {
                    writer.Text(name_2);
                }
                else
                {
                    writer.Null();
                }

                writer.EndStruct();
                writer.BeginList(after.Fares.Span.Length);
                foreach (long? item_3 in after.Fares.Span)
                {
                    if (item_3 is { } item3)
                    {
                        writer.Decimal(item3, 2);
                    }
                    else
                    {
                        writer.Null();
                    }

                }
                writer.EndList();
                if (after.Tags is { } tags_2)
                {
                    writer.BeginMap(tags_2.Keys.Span.Length);
                    for (int at_2 = 0; at_2 < tags_2.Keys.Span.Length; at_2++)
                    {
                        writer.Text(tags_2.Keys[at_2]);
                        string? entry_3 = tags_2.Values[at_2];
                        if (entry_3 is { } entry3)
                        {
                            writer.Text(entry3);
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

                writer.Text(after.Paid);
                writer.Instant(after.Pickup);
                if (after.Note is { } note_2)
                {
                    writer.Text(note_2);
                }
                else
                {
                    writer.Null();
                }

                writer.EndStruct();
            }
            else
            {
                writer.Null();
            }

            writer.Integer(row.Lsn);
            writer.Instant(row.CommittedAt);
            writer.EndRow();
        }
    }
}


internal readonly record struct ChangesRow(string Op, Struct? Before, Struct? After, long Lsn, DateTime CommittedAt);

internal readonly record struct Struct(
    long TripId,
    Struct2 Zone,
    Items<long?> Fares,
    Map<string?>? Tags,
    string Paid,
    DateTime Pickup,
    string? Note);

internal readonly record struct Struct2(int Id, string? Name);

internal readonly record struct ChangesRowEvent(string Op, Struct3 Source, Struct? Before, Struct? After);

internal readonly record struct Struct3(long? Lsn, long? TsUs, long? TsMs);
