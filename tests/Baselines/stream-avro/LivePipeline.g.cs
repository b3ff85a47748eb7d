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
            new StreamInput("trips", connections.Bus.Topic("taxi.trips", new TopicSourceOptions { Start = TopicStart.Earliest, InstanceId = "taxi.trips", HasSchemas = true, Columns = TripsDecoder.Columns })) { Lag = TimeSpan.FromMilliseconds(120000), DeadLetters = connections.Bus.DeadLetters("taxi.trips.dlq") },
            new StreamInput("changes", connections.Bus.Topic("taxi.trips.cdc", new TopicSourceOptions { Start = TopicStart.Earliest, InstanceId = "taxi.trips.cdc", HasSchemas = true, Columns = ChangesDecoder.Columns })),
        ],
        Routes =
        [
            new StreamRoute("paid", "pg.table(\"mart.paid\")", []) { Reads = [0] },
            new StreamRoute("gone", "pg.table(\"mart.gone\")",
            [
                new(1, FailureAction.Filter, "gone: where", "not op == \"delete\"", "main.flow", 14, 33),
            ]) { Reads = [1] },
        ],
        Store = new PostgresStreamStore(connections.Pg, [new TableTarget("mart.paid", new TableOptions { Mode = WriteMode.Upsert }, [new("trip_id", ColumnType.Int64, IsKey: true), new("zone_id", ColumnType.Int32), new("fares", ColumnType.List(ColumnType.Decimal(10, 2))), new("tags", ColumnType.Map(ColumnType.Text), Nullable: true), new("paid", ColumnType.Text), new("pickup", ColumnType.Instant)]), new TableTarget("mart.gone", new TableOptions { Mode = WriteMode.Append }, [new("trip_id", ColumnType.Int64), new("at", ColumnType.Instant)])]),
        Lane = account => new LiveLane(account, connections.Bus.Schemas, connections.Bus.Schemas),
        Round = new LiveRound(),
    };
}

/// <summary>Decodes records and passes rows on until they are collected.</summary>
internal sealed class LiveLane(LaneAccount account, IAvroSchemas tripsSchemas, IAvroSchemas changesSchemas) : StreamLane
{
    private LiveCollection _collected = new(account);
    private readonly AvroPlans _tripsPlans = new(tripsSchemas, TripsDecoder.Columns);
    private readonly AvroPlans _changesPlans = new(changesSchemas, ChangesDecoder.Columns);

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
            case 1:
                ReadChanges(batch, partition);
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
#line 13 "main.flow"
        result = new PaidRow(row.TripId, row.Zone.Id, row.Fares, row.Tags, row.Paid, row.Pickup);
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

    /// <summary>For the target.</summary>
    private void GoneOut(in GoneRow row, in StreamOrigin from)
    {
        _collected.GoneRows.Add(row);
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step2(in ChangesRow row, RowExits exits, out GoneRow result)
    {
        result = default;
#line 14 "main.flow"
        if (!((row.Op == "delete")))
        {
            return 1;
        }

#line 14 "main.flow"
        long? tripId = row.Before?.TripId;
        result = new GoneRow(tripId.GetValueOrDefault(), row.CommittedAt);
        return 0;
    }
#line default

    /// <summary>Through the steps that look at one row.</summary>
    private void GoneGone(in ChangesRow row, in StreamOrigin from)
    {
        int site = Step2(in row, from.Exits(1), out GoneRow kept);
        if (site != 0)
        {
            from.Leave(1, site);
            return;
        }

        GoneOut(in kept, in from);
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
            PaidPaid(in row, in from);
        }
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
                    _collected.Account.Bad(1, batch, i, error.Code ?? "", error.Message);
                }

                continue;
            }

            long time = EventTime.OfMilliseconds(batch.Timestamp(i));
            if (!partition.Advance(time))
            {
                _collected.Account.Ahead(1, batch, i, time);
                continue;
            }

            StreamOrigin from = new(_collected.Account, batch, i, partition, time);
            GoneGone(in row, in from);
        }
    }
}

/// <summary>What a lane collects between two rounds.</summary>
internal sealed class LiveCollection(LaneAccount account) : LaneCollection(account)
{
    public List<PaidRow> PaidRows { get; } = [];

    public List<GoneRow> GoneRows { get; } = [];

    public override int Size => PaidRows.Count + GoneRows.Count;
}

/// <summary>Merges what lanes collected and passes rows on to the targets.</summary>
internal sealed class LiveRound : StreamRound
{
    private PaidRows _paid = new();
    private GoneRows _gone = new();

    public override void Merge(LaneCollection collection)
    {
        LiveCollection from = (LiveCollection)collection;
        _paid.Items.AddRange(from.PaidRows);
        _gone.Items.AddRange(from.GoneRows);
    }

    public override RoundOutput Close(ImmutableArray<long> watermarks, LaneAccount account)
    {
        RoundOutput output = new([_paid, _gone], []);
        _paid = new PaidRows();
        _gone = new GoneRows();
        return output;
    }
}

/// <summary>Reads records in Avro.</summary>
internal static class TripsDecoder
{
    public static readonly ImmutableArray<Column> Columns = [new("trip_id", ColumnType.Int64, IsKey: true), new("zone", ColumnType.Struct(new Column("id", ColumnType.Int32), new Column("name", ColumnType.Text, Nullable: true))), new("fares", ColumnType.List(ColumnType.Decimal(10, 2))), new("tags", ColumnType.Map(ColumnType.Text), Nullable: true), new("paid", ColumnType.Text), new("pickup", ColumnType.Instant)];

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
            }
        }

        value = new(tripId, zone, fares, tags, paid, pickup);
        return DecodeError.None;
    }
}

/// <summary>Reads Debezium's change events in Avro.</summary>
internal static class ChangesDecoder
{
    public static readonly ImmutableArray<Column> Columns = [new("op", ColumnType.Text), new("source", ColumnType.Struct(new Column("lsn", ColumnType.Int64, Nullable: true), new Column("ts_us", ColumnType.Int64, Nullable: true), new Column("ts_ms", ColumnType.Int64, Nullable: true))), new("before", ColumnType.Struct(new Column("trip_id", ColumnType.Int64), new Column("zone", ColumnType.Struct(new Column("id", ColumnType.Int32), new Column("name", ColumnType.Text, Nullable: true))), new Column("fares", ColumnType.List(ColumnType.Decimal(10, 2))), new Column("tags", ColumnType.Map(ColumnType.Text), Nullable: true), new Column("paid", ColumnType.Text), new Column("pickup", ColumnType.Instant), new Column("note", ColumnType.Text, Nullable: true)), Nullable: true)];

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

        error = DebeziumEnvelope.Committed(change.Source.TsUs, change.Source.TsMs, out DateTime committedAt);
        if (!error.IsNone)
        {
            return error;
        }

        row = new(op, change.Before, committedAt);
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

    private static DecodeError ReadStruct2(ref AvroReader reader, AvroForm record, out Struct2 value)
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
        Struct2? before = default;
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

                        DecodeError error = ReadStruct2(ref reader, form, out Struct2 read);
                        if (!error.IsNone)
                        {
                            return error.In("before");
                        }

                        before = read;
                        break;
                    }
            }
        }

        value = new(op, source, before);
        return DecodeError.None;
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class PaidRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("trip_id", ColumnType.Int64, IsKey: true), new("zone_id", ColumnType.Int32), new("fares", ColumnType.List(ColumnType.Decimal(10, 2))), new("tags", ColumnType.Map(ColumnType.Text), Nullable: true), new("paid", ColumnType.Text), new("pickup", ColumnType.Instant)];

    public List<PaidRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly PaidRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Integer(row.TripId);
            writer.Integer(row.ZoneId);
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
            writer.EndRow();
        }
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class GoneRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("trip_id", ColumnType.Int64), new("at", ColumnType.Instant)];

    public List<GoneRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly GoneRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Integer(row.TripId);
            writer.Instant(row.At);
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
    DateTime Pickup);

internal readonly record struct Struct(int Id, string? Name);

internal readonly record struct ChangesRow(string Op, Struct2? Before, DateTime CommittedAt);

internal readonly record struct Struct2(
    long TripId,
    Struct Zone,
    Items<long?> Fares,
    Map<string?>? Tags,
    string Paid,
    DateTime Pickup,
    string? Note);

internal readonly record struct PaidRow(
    long TripId,
    int ZoneId,
    Items<long?> Fares,
    Map<string?>? Tags,
    string Paid,
    DateTime Pickup);

internal readonly record struct GoneRow(long TripId, DateTime At);

internal readonly record struct ChangesRowEvent(string Op, Struct3 Source, Struct2? Before);

internal readonly record struct Struct3(long? Lsn, long? TsUs, long? TsMs);
