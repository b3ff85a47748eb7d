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

/// <summary>Pipeline `live` of main.flow:25:1.</summary>
internal sealed class LivePipeline(Connections connections) : StreamPipeline
{
    public override PipelineDefinition Definition { get; } = new("live", "main.flow", 25);

    protected override StreamTopology CreateTopology(StreamRun run) => new()
    {
        Inputs =
        [
            new StreamInput("clicks", connections.Bus.Topic("clicks", new TopicSourceOptions { Start = TopicStart.Earliest, InstanceId = "clicks" })) { Lag = TimeSpan.FromMilliseconds(30000) },
            new StreamInput("users", connections.Bus.Topic("shop.users", new TopicSourceOptions { Start = TopicStart.Earliest, InstanceId = "shop.users" })) { Lag = TimeSpan.FromMilliseconds(1000), Idle = TimeSpan.FromMilliseconds(10000) },
            new StreamInput("prices", connections.Bus.Topic("prices", new TopicSourceOptions { Start = TopicStart.Earliest, InstanceId = "prices" })) { Lag = TimeSpan.FromMilliseconds(60000) },
        ],
        Routes =
        [
            new StreamRoute("named", "pg.table(\"mart.named\")", []) { Reads = [0, 1] },
            new StreamRoute("worth", "pg.table(\"mart.worth\")", []) { Reads = [0, 2] },
        ],
        Store = new PostgresStreamStore(connections.Pg, [new TableTarget("mart.named", new TableOptions { Mode = WriteMode.Append }, [new("click_id", ColumnType.Int64, IsKey: true), new("name", ColumnType.Text, Nullable: true), new("country", ColumnType.Text, Nullable: true), new("at", ColumnType.Instant)]), new TableTarget("mart.worth", new TableOptions { Mode = WriteMode.Append }, [new("window_start", ColumnType.Instant, IsKey: true), new("worth", ColumnType.Decimal(38, 2))])]),
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
                ReadClicks(batch, partition);
                break;
            case 1:
                ReadUsers(batch, partition);
                break;
            case 2:
                ReadPrices(batch, partition);
                break;
        }
    }

    /// <summary>The row reads the table as it was at its time; of a late one that is settled by now.</summary>
    private void NamedJoinLeft(in ClicksRow row, in StreamOrigin from)
    {
        _collected.NamedLeft.Add(new(new NamedJoinKey(row.UserId), from.Settled(0), row));
    }

    /// <summary>The change is a version of its row; of a delete, and of a key that changed, the end of one.</summary>
    private void NamedVersion(in UsersRow row, in StreamOrigin from)
    {
        NamedJoinKey? old = null;
        if (row.Before is { } before)
        {
            old = new NamedJoinKey((long)before.Id);
        }

        if (row.After is { } after)
        {
            NamedJoinKey key = new NamedJoinKey((long)after.Id);
            _collected.NamedVersions.Add(new(key, from.Settled(0), new NamedTableRow(after.Id, after.Name, after.Country)));
            old = old == key ? null : old;
        }

        if (old is { } gone)
        {
            _collected.NamedVersions.Add(new(gone, from.Settled(0), null));
        }
    }

    /// <summary>The row reads the table as it was at its time; of a late one that is settled by now.</summary>
    private void WorthJoinLeft(in ClicksRow row, in StreamOrigin from)
    {
        _collected.WorthLeft.Add(new(new WorthJoinKey(row.Url), from.Settled(1), row));
    }

    /// <summary>The record takes the place of the one before it of its key.</summary>
    private void WorthVersion(in PricesRow row, in StreamOrigin from)
    {
        _collected.WorthVersions.Add(new(new WorthJoinKey(row.Sku), from.Settled(1), new WorthTableRow(row.Sku, row.Price)));
    }

    /// <summary>Records of `clicks`.</summary>
    private void ReadClicks(RecordBatch batch, LanePartition partition)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            DecodeError error =
                ClicksDecoder.Decode(batch.Key(i), batch.Value(i), batch.IsTombstone(i), out ClicksRow row);
            if (!error.IsNone)
            {
                if (!error.IsSkip)
                {
                    _collected.Account.Bad(0, batch, i, error.Code ?? "", error.Message);
                }

                continue;
            }

            long time = EventTime.Of(row.At);
            if (!partition.Advance(time))
            {
                _collected.Account.Ahead(0, batch, i, time);
                continue;
            }

            StreamOrigin from = new(_collected.Account, batch, i, partition, time);
            NamedJoinLeft(in row, in from);
            WorthJoinLeft(in row, in from);
        }
    }

    /// <summary>Records of `users`.</summary>
    private void ReadUsers(RecordBatch batch, LanePartition partition)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            DecodeError error =
                UsersDecoder.Decode(batch.Key(i), batch.Value(i), batch.IsTombstone(i), out UsersRow row);
            if (!error.IsNone)
            {
                if (!error.IsSkip)
                {
                    _collected.Account.Bad(1, batch, i, error.Code ?? "", error.Message);
                }

                continue;
            }

            long time = EventTime.Of(row.CommittedAt);
            if (!partition.Advance(time))
            {
                _collected.Account.Ahead(1, batch, i, time);
                continue;
            }

            StreamOrigin from = new(_collected.Account, batch, i, partition, time);
            NamedVersion(in row, in from);
        }
    }

    /// <summary>Records of `prices`.</summary>
    private void ReadPrices(RecordBatch batch, LanePartition partition)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            DecodeError error =
                PricesDecoder.Decode(batch.Key(i), batch.Value(i), batch.IsTombstone(i), out PricesRow row);
            if (!error.IsNone)
            {
                if (!error.IsSkip)
                {
                    _collected.Account.Bad(2, batch, i, error.Code ?? "", error.Message);
                }

                continue;
            }

            long time = EventTime.Of(row.Since);
            if (!partition.Advance(time))
            {
                _collected.Account.Ahead(2, batch, i, time);
                continue;
            }

            StreamOrigin from = new(_collected.Account, batch, i, partition, time);
            WorthVersion(in row, in from);
        }
    }
}

/// <summary>What a lane collects between two rounds.</summary>
internal sealed class LiveCollection(LaneAccount account) : LaneCollection(account)
{
    public List<JoinRow<NamedJoinKey, ClicksRow>> NamedLeft { get; } = [];

    public List<JoinRow<NamedJoinKey, NamedTableRow?>> NamedVersions { get; } = [];

    public List<JoinRow<WorthJoinKey, ClicksRow>> WorthLeft { get; } = [];

    public List<JoinRow<WorthJoinKey, WorthTableRow?>> WorthVersions { get; } = [];

    public override int Size => NamedLeft.Count + NamedVersions.Count + WorthLeft.Count + WorthVersions.Count;
}

/// <summary>Merges what lanes collected and passes rows on to the targets.</summary>
internal sealed class LiveRound : StreamRound
{
    private readonly VersionTable<NamedJoinKey, ClicksRow, NamedTableRow, NamedJoined> _namedVersions =
        new(new OperatorSignature("named: join1", "as of: left join of { click_id: int64 @key, user_id: int64?, at: instant, url: text } and { id: int32 @key, name: text, country: text? } on c.user_id == u.id:int64"));
    private readonly WindowTable<WorthAggregateKey, WorthGroup, WorthState> _worthGroups =
        new(new OperatorSignature("worth: aggregate2", "worth = sum(price): decimal(38, 2) of (decimal(10, 2)) by window_start: instant in Tumble 01:00:00/01:00:00"), TimeSpan.FromMilliseconds(0)) { Route = 1 };
    private readonly VersionTable<WorthJoinKey, ClicksRow, WorthTableRow, WorthJoined> _worthVersions =
        new(new OperatorSignature("worth: join3", "as of: inner join of { click_id: int64 @key, user_id: int64?, at: instant, url: text } and { sku: text @key, price: decimal(10, 2) } on (c.url == p.sku) and (p.price > 1.00)")) { Route = 1 };
    private NamedRows _named = new();
    private WorthRows _worth = new();
    private LaneAccount _account = LaneAccount.None;
    private ImmutableArray<long> _closed = [EventTime.None, EventTime.None];

    public override ImmutableArray<StateTable> Tables => [_namedVersions, _worthGroups, _worthVersions];

    public override void Merge(LaneCollection collection)
    {
        LiveCollection from = (LiveCollection)collection;
        _namedVersions.Left(from.NamedLeft);
        _namedVersions.Change(from.NamedVersions);
        _worthVersions.Left(from.WorthLeft);
        _worthVersions.Change(from.WorthVersions);
    }

    public override RoundOutput Close(ImmutableArray<long> watermarks, LaneAccount account)
    {
        _account = account;
        watermarks = _worthVersions.Close(watermarks[1], WorthPair, null) ? watermarks : _closed;
        watermarks = _worthGroups.Close(watermarks[1], WorthGive) ? watermarks : _closed;
        _namedVersions.Close(watermarks[0], NamedPair, NamedLeftAlone);
        _closed = watermarks;
        RoundOutput output = new([_named, _worth], []);
        _named = new NamedRows();
        _worth = new WorthRows();
        return output;
    }

    /// <summary>For the target.</summary>
    private void NamedOut(in NamedRow row, in StreamOrigin from)
    {
        _named.Items.Add(row);
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step(in NamedJoinRow row, RowExits exits, out NamedRow result)
    {
        result = new NamedRow(row.ClickId, row.Name, row.Country, row.At);
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

    /// <summary>Two rows of one key; a pair goes on.</summary>
    private bool NamedPair(in ClicksRow left, in NamedTableRow right, long time)
    {
        if (!(left.UserId == (long)right.Id))
        {
            return false;
        }

        NamedNamed(new NamedJoinRow(left.ClickId, left.At, right.Name, right.Country), StreamOrigin.OfRound(_account, time));
        return true;
    }

    /// <summary>A row that has found no partner goes on.</summary>
    private void NamedLeftAlone(in ClicksRow left, long time)
    {
        NamedNamed(new NamedJoinRow(left.ClickId, left.At, default, default), StreamOrigin.OfRound(_account, time));
    }

    /// <summary>For the target.</summary>
    private void WorthOut(in WorthAggregateRow row, in StreamOrigin from)
    {
        _worth.Items.Add(row);
    }

    /// <summary>Adds a row to its group.</summary>
    public void WorthAdd(ref WorthGroup state, in WorthWindowRow row)
    {
        state.Worth.Add(row.Price);
    }

    /// <summary>The group's row.</summary>
    public WorthAggregateRow Worth2Result(WorthAggregateKey key, ref WorthGroup state)
    {
        return new WorthAggregateRow(key.WindowStart, state.Worth.Result);
    }

    /// <summary>The row of a group goes on from `aggregate`.</summary>
    private void WorthGive(in WorthAggregateKey key, ref WorthGroup group)
    {
        WorthOut(Worth2Result(key, ref group), StreamOrigin.OfRound(_account, EventTime.Earlier(_closed[1], 3600000000L), EventTime.Of(key.WindowStart)));
    }

    /// <summary>Adds the row to its group.</summary>
    private void WorthAggregate(in WorthWindowRow row, in StreamOrigin from)
    {
        WorthAggregateKey key = new WorthAggregateKey(row.WindowStart);
        WorthAdd(ref _worthGroups.Group(in key), in row);
    }

    /// <summary>The window that the row is in, unless it is late.</summary>
    private void WorthWindow(in WorthJoinRow row, in StreamOrigin from)
    {
        long at = EventTime.Of(row.At);
        long start = EventTime.WindowStart(at, 3600000000L);
        long end = start + 3600000000L;
        if (from.IsLate(1, end + 0L))
        {
            from.Late(1);
            return;
        }

        WorthAggregate(new WorthWindowRow(row.At, row.Price, EventTime.Instant(start), EventTime.Instant(end)), in from);
    }

    /// <summary>Two rows of one key; a pair goes on.</summary>
    private bool WorthPair(in ClicksRow left, in WorthTableRow right, long time)
    {
        if (!(left.Url == right.Sku && right.Price > 100L))
        {
            return false;
        }

        WorthWindow(new WorthJoinRow(left.At, right.Price), StreamOrigin.OfRound(_account, time));
        return true;
    }
}

/// <summary>Reads records that are JSON objects.</summary>
internal static class ClicksDecoder
{
    public static DecodeError Decode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isTombstone, out ClicksRow row)
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

    private static DecodeError Read(ReadOnlySpan<byte> record, out ClicksRow row)
    {
        Utf8JsonReader reader = new(record);
        reader.Read();
        DecodeError error = ReadClicksRow(ref reader, record, out row);
        if (error.IsNone)
        {
            JsonValues.End(ref reader);
        }

        return error;
    }

    private static DecodeError ReadClicksRow(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> record, out ClicksRow value)
    {
        value = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return DecodeErrors.Malformed("it is not a JSON object");
        }

        long clickId = default;
        bool hasClickId = false;
        long? userId = default;
        DateTime at = default;
        bool hasAt = false;
        string url = default;
        bool hasUrl = false;
        int expected = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int member = FindClicksRow(ref reader, expected);
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
                            hasClickId = false;
                            break;
                        }

                        if (!JsonValues.TryInt64(ref reader, out clickId))
                        {
                            if (!JsonValues.IsRepeated(reader, "click_id"u8))
                            {
                                return DecodeErrors.NotOfType("click_id", "an int64", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasClickId = true;
                        break;
                    }
                case 1:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            userId = null;
                            break;
                        }

                        if (!JsonValues.TryInt64(ref reader, out long read))
                        {
                            if (!JsonValues.IsRepeated(reader, "user_id"u8))
                            {
                                return DecodeErrors.NotOfType("user_id", "an int64", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        userId = read;
                        break;
                    }
                case 2:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            hasAt = false;
                            break;
                        }

                        if (!JsonValues.TryInstant(ref reader, out at))
                        {
                            if (!JsonValues.IsRepeated(reader, "at"u8))
                            {
                                return DecodeErrors.NotOfType("at", "an instant", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasAt = true;
                        break;
                    }
                case 3:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            hasUrl = false;
                            break;
                        }

                        if (!JsonValues.TryText(ref reader, record, out url))
                        {
                            if (!JsonValues.IsRepeated(reader, "url"u8))
                            {
                                return DecodeErrors.NotOfType("url", "a text", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasUrl = true;
                        break;
                    }
            }
        }

        if (!hasClickId)
        {
            return DecodeErrors.Missing("click_id");
        }

        if (!hasAt)
        {
            return DecodeErrors.Missing("at");
        }

        if (!hasUrl)
        {
            return DecodeErrors.Missing("url");
        }

        value = new(clickId, userId, at, url);
        return DecodeError.None;
    }

    private static int FindClicksRow(ref Utf8JsonReader reader, int expected)
    {
        if (reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals("click_id"u8) ? 0 : reader.ValueTextEquals("user_id"u8) ? 1 : reader.ValueTextEquals("at"u8) ? 2 : reader.ValueTextEquals("url"u8) ? 3 : -1;
        }

        ReadOnlySpan<byte> name = reader.ValueSpan;
        switch (expected)
        {
            case 0:
                if (name.SequenceEqual("click_id"u8))
                {
                    return 0;
                }

                break;
            case 1:
                if (name.SequenceEqual("user_id"u8))
                {
                    return 1;
                }

                break;
            case 2:
                if (name.SequenceEqual("at"u8))
                {
                    return 2;
                }

                break;
            case 3:
                if (name.SequenceEqual("url"u8))
                {
                    return 3;
                }

                break;
        }

        switch (name.Length)
        {
            case 8:
                if (name.SequenceEqual("click_id"u8))
                {
                    return 0;
                }

                break;
            case 7:
                if (name.SequenceEqual("user_id"u8))
                {
                    return 1;
                }

                break;
            case 2:
                if (name.SequenceEqual("at"u8))
                {
                    return 2;
                }

                break;
            case 3:
                if (name.SequenceEqual("url"u8))
                {
                    return 3;
                }

                break;
        }

        return -1;
    }
}

/// <summary>Reads Debezium's change events.</summary>
internal static class UsersDecoder
{
    private static readonly DebeziumFields s_before = new("before", ["id"], [default]);
    private static readonly DebeziumFields s_after = new("after", ["id", "name", "country"], [default, default, default]);

    public static DecodeError Decode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isTombstone, out UsersRow row)
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

    private static DecodeError Read(ReadOnlySpan<byte> record, out UsersRow row)
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
        long? lsn = null;
        DateTime? committedAt = null;
        DebeziumForm[] beforeForms = s_before.Of(schema);
        Struct? before = null;
        DebeziumForm[] afterForms = s_after.Of(schema);
        Struct2? after = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("before"u8))
            {
                reader.Read();
                before = null;
                if (reader.TokenType != JsonTokenType.Null)
                {
                    error = ReadStruct(ref reader, record, beforeForms, out Struct read);
                    if (!error.IsNone)
                    {
                        return error.In("before");
                    }

                    before = read;
                }
            }
            else if (reader.ValueTextEquals("after"u8))
            {
                reader.Read();
                after = null;
                if (reader.TokenType != JsonTokenType.Null)
                {
                    error = ReadStruct2(ref reader, record, afterForms, out Struct2 read);
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
            else if (reader.ValueTextEquals("source"u8))
            {
                reader.Read();
                error = DebeziumEnvelope.Source(ref reader, out lsn, out committedAt);
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

        if (before is null && op == "delete")
        {
            return DecodeErrors.Missing("before");
        }

        if (after is null && op != "delete")
        {
            return DecodeErrors.Missing("after");
        }

        if (committedAt is null)
        {
            return DecodeErrors.Missing("source.ts_ms");
        }

        row = new(before, after, committedAt.Value);
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

        int id = default;
        bool hasId = false;
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
                            hasId = false;
                            break;
                        }

                        if (!JsonValues.TryInt32(ref reader, out id))
                        {
                            if (!JsonValues.IsRepeated(reader, "id"u8))
                            {
                                return DecodeErrors.NotOfType("id", "an int32", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasId = true;
                        break;
                    }
            }
        }

        if (!hasId)
        {
            return DecodeErrors.Missing("id");
        }

        value = new(id);
        return DecodeError.None;
    }

    private static int FindStruct(ref Utf8JsonReader reader, int expected)
    {
        if (reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals("id"u8) ? 0 : -1;
        }

        ReadOnlySpan<byte> name = reader.ValueSpan;
        switch (expected)
        {
            case 0:
                if (name.SequenceEqual("id"u8))
                {
                    return 0;
                }

                break;
        }

        switch (name.Length)
        {
            case 2:
                if (name.SequenceEqual("id"u8))
                {
                    return 0;
                }

                break;
        }

        return -1;
    }

    private static DecodeError ReadStruct2(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> record, DebeziumForm[] forms, out Struct2 value)
    {
        value = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return DecodeErrors.NotOfType("", "an object", ref reader);
        }

        int id = default;
        bool hasId = false;
        string name = default;
        bool hasName = false;
        string? country = default;
        int expected = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int member = FindStruct2(ref reader, expected);
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
                            hasId = false;
                            break;
                        }

                        if (!JsonValues.TryInt32(ref reader, out id))
                        {
                            if (!JsonValues.IsRepeated(reader, "id"u8))
                            {
                                return DecodeErrors.NotOfType("id", "an int32", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasId = true;
                        break;
                    }
                case 1:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            hasName = false;
                            break;
                        }

                        if (!DebeziumValues.TryText(ref reader, record, out name))
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
                            country = null;
                            break;
                        }

                        if (!DebeziumValues.TryText(ref reader, record, out country))
                        {
                            if (!JsonValues.IsRepeated(reader, "country"u8))
                            {
                                return DecodeErrors.NotOfType("country", "a text", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        break;
                    }
            }
        }

        if (!hasId)
        {
            return DecodeErrors.Missing("id");
        }

        if (!hasName)
        {
            return DecodeErrors.Missing("name");
        }

        value = new(id, name, country);
        return DecodeError.None;
    }

    private static int FindStruct2(ref Utf8JsonReader reader, int expected)
    {
        if (reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals("id"u8) ? 0 : reader.ValueTextEquals("name"u8) ? 1 : reader.ValueTextEquals("country"u8) ? 2 : -1;
        }

        ReadOnlySpan<byte> name = reader.ValueSpan;
        switch (expected)
        {
            case 0:
                if (name.SequenceEqual("id"u8))
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
                if (name.SequenceEqual("country"u8))
                {
                    return 2;
                }

                break;
        }

        switch (name.Length)
        {
            case 2:
                if (name.SequenceEqual("id"u8))
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
            case 7:
                if (name.SequenceEqual("country"u8))
                {
                    return 2;
                }

                break;
        }

        return -1;
    }
}

/// <summary>Reads records that are JSON objects.</summary>
internal static class PricesDecoder
{
    public static DecodeError Decode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isTombstone, out PricesRow row)
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

    private static DecodeError Read(ReadOnlySpan<byte> record, out PricesRow row)
    {
        Utf8JsonReader reader = new(record);
        reader.Read();
        DecodeError error = ReadPricesRow(ref reader, record, out row);
        if (error.IsNone)
        {
            JsonValues.End(ref reader);
        }

        return error;
    }

    private static DecodeError ReadPricesRow(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> record, out PricesRow value)
    {
        value = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return DecodeErrors.Malformed("it is not a JSON object");
        }

        string sku = default;
        bool hasSku = false;
        long price = default;
        bool hasPrice = false;
        DateTime since = default;
        bool hasSince = false;
        int expected = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int member = FindPricesRow(ref reader, expected);
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
                            hasSku = false;
                            break;
                        }

                        if (!JsonValues.TryText(ref reader, record, out sku))
                        {
                            if (!JsonValues.IsRepeated(reader, "sku"u8))
                            {
                                return DecodeErrors.NotOfType("sku", "a text", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasSku = true;
                        break;
                    }
                case 1:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            hasPrice = false;
                            break;
                        }

                        if (!JsonValues.TryDecimal(ref reader, 10, 2, out price))
                        {
                            if (!JsonValues.IsRepeated(reader, "price"u8))
                            {
                                return DecodeErrors.NotOfType("price", "a decimal(10, 2)", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasPrice = true;
                        break;
                    }
                case 2:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            hasSince = false;
                            break;
                        }

                        if (!JsonValues.TryInstant(ref reader, out since))
                        {
                            if (!JsonValues.IsRepeated(reader, "since"u8))
                            {
                                return DecodeErrors.NotOfType("since", "an instant", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasSince = true;
                        break;
                    }
            }
        }

        if (!hasSku)
        {
            return DecodeErrors.Missing("sku");
        }

        if (!hasPrice)
        {
            return DecodeErrors.Missing("price");
        }

        if (!hasSince)
        {
            return DecodeErrors.Missing("since");
        }

        value = new(sku, price, since);
        return DecodeError.None;
    }

    private static int FindPricesRow(ref Utf8JsonReader reader, int expected)
    {
        if (reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals("sku"u8) ? 0 : reader.ValueTextEquals("price"u8) ? 1 : reader.ValueTextEquals("since"u8) ? 2 : -1;
        }

        ReadOnlySpan<byte> name = reader.ValueSpan;
        switch (expected)
        {
            case 0:
                if (name.SequenceEqual("sku"u8))
                {
                    return 0;
                }

                break;
            case 1:
                if (name.SequenceEqual("price"u8))
                {
                    return 1;
                }

                break;
            case 2:
                if (name.SequenceEqual("since"u8))
                {
                    return 2;
                }

                break;
        }

        switch (name.Length)
        {
            case 3:
                if (name.SequenceEqual("sku"u8))
                {
                    return 0;
                }

                break;
            case 5:
                if (name.SequenceEqual("price"u8))
                {
                    return 1;
                }

                if (name.SequenceEqual("since"u8))
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
    private static readonly ImmutableArray<Column> s_columns = [new("click_id", ColumnType.Int64, IsKey: true), new("name", ColumnType.Text, Nullable: true), new("country", ColumnType.Text, Nullable: true), new("at", ColumnType.Instant)];

    public List<NamedRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly NamedRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Integer(row.ClickId);
            if (row.Name is { } name)
            {
                writer.Text(name);
            }
            else
            {
                writer.Null();
            }

            if (row.Country is { } country)
            {
                writer.Text(country);
            }
            else
            {
                writer.Null();
            }

            writer.Instant(row.At);
            writer.EndRow();
        }
    }
}

/// <summary>Rows of a join as state.</summary>
internal readonly struct NamedJoined : IJoinForm<NamedJoinKey, ClicksRow, NamedTableRow>
{
    public static bool CanMatch(in NamedJoinKey key) => key.On1 is not null;

    public static void WriteKey(in NamedJoinKey key, ref StateWriter writer) => NamedJoinKeyForm.Write(key, ref writer);

    public static NamedJoinKey ReadKey(ref StateReader reader) => NamedJoinKeyForm.Read(ref reader);

    public static void WriteLeft(in ClicksRow row, ref StateWriter writer) => ClicksRowForm.Write(row, ref writer);

    public static ClicksRow ReadLeft(ref StateReader reader) => ClicksRowForm.Read(ref reader);

    public static void WriteRight(in NamedTableRow row, ref StateWriter writer) => NamedTableRowForm.Write(row, ref writer);

    public static NamedTableRow ReadRight(ref StateReader reader) => NamedTableRowForm.Read(ref reader);
}

/// <summary>Rows for one target.</summary>
internal sealed class WorthRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("window_start", ColumnType.Instant, IsKey: true), new("worth", ColumnType.Decimal(38, 2))];

    public List<WorthAggregateRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly WorthAggregateRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Instant(row.WindowStart);
            writer.Decimal(row.Worth, 2);
            writer.EndRow();
        }
    }
}

/// <summary>What is known of a group.</summary>
internal struct WorthGroup
{
    public SmallDecimalSum Worth;
}

/// <summary>Groups as state.</summary>
internal readonly struct WorthState : IWindowForm<WorthAggregateKey, WorthGroup>
{
    public static long End(in WorthAggregateKey key) => EventTime.Of(key.WindowStart) + 3600000000L;

    public static void WriteKey(in WorthAggregateKey key, ref StateWriter writer) => WorthAggregateKeyForm.Write(key, ref writer);

    public static WorthAggregateKey ReadKey(ref StateReader reader) => WorthAggregateKeyForm.Read(ref reader);

    public static void WriteGroup(in WorthGroup group, ref StateWriter writer)
    {
        group.Worth.Write(ref writer);
    }

    public static WorthGroup ReadGroup(ref StateReader reader) => new()
    {
        Worth = SmallDecimalSum.Read(ref reader),
    };

    public static void Merge(ref WorthGroup into, in WorthGroup other)
    {
        into.Worth.Merge(in other.Worth);
    }
}

/// <summary>Rows of a join as state.</summary>
internal readonly struct WorthJoined : IJoinForm<WorthJoinKey, ClicksRow, WorthTableRow>
{
    public static bool CanMatch(in WorthJoinKey key) => true;

    public static void WriteKey(in WorthJoinKey key, ref StateWriter writer) => WorthJoinKeyForm.Write(key, ref writer);

    public static WorthJoinKey ReadKey(ref StateReader reader) => WorthJoinKeyForm.Read(ref reader);

    public static void WriteLeft(in ClicksRow row, ref StateWriter writer) => ClicksRowForm.Write(row, ref writer);

    public static ClicksRow ReadLeft(ref StateReader reader) => ClicksRowForm.Read(ref reader);

    public static void WriteRight(in WorthTableRow row, ref StateWriter writer) => WorthTableRowForm.Write(row, ref writer);

    public static WorthTableRow ReadRight(ref StateReader reader) => WorthTableRowForm.Read(ref reader);
}

internal readonly struct NamedJoinKeyForm : IStateForm<NamedJoinKey>
{
    public static void Write(NamedJoinKey value, ref StateWriter writer)
    {
        writer.Write<long?, OptionalForm<long, ScalarForm>>(value.On1);
    }

    public static NamedJoinKey Read(ref StateReader reader) => new(reader.Read<long?, OptionalForm<long, ScalarForm>>());
}

internal readonly struct ClicksRowForm : IStateForm<ClicksRow>
{
    public static void Write(ClicksRow value, ref StateWriter writer)
    {
        writer.Write<long, ScalarForm>(value.ClickId);
        writer.Write<long?, OptionalForm<long, ScalarForm>>(value.UserId);
        writer.Write<DateTime, ScalarForm>(value.At);
        writer.Write<string, ScalarForm>(value.Url);
    }

    public static ClicksRow Read(ref StateReader reader) => new(reader.Read<long, ScalarForm>(), reader.Read<long?, OptionalForm<long, ScalarForm>>(), reader.Read<DateTime, ScalarForm>(), reader.Read<string, ScalarForm>());
}

internal readonly struct NamedTableRowForm : IStateForm<NamedTableRow>
{
    public static void Write(NamedTableRow value, ref StateWriter writer)
    {
        writer.Write<int, ScalarForm>(value.Id);
        writer.Write<string, ScalarForm>(value.Name);
        writer.Write<string?, OptionalTextForm>(value.Country);
    }

    public static NamedTableRow Read(ref StateReader reader) => new(reader.Read<int, ScalarForm>(), reader.Read<string, ScalarForm>(), reader.Read<string?, OptionalTextForm>());
}

internal readonly struct WorthAggregateKeyForm : IStateForm<WorthAggregateKey>
{
    public static void Write(WorthAggregateKey value, ref StateWriter writer)
    {
        writer.Write<DateTime, ScalarForm>(value.WindowStart);
    }

    public static WorthAggregateKey Read(ref StateReader reader) => new(reader.Read<DateTime, ScalarForm>());
}

internal readonly struct WorthJoinKeyForm : IStateForm<WorthJoinKey>
{
    public static void Write(WorthJoinKey value, ref StateWriter writer)
    {
        writer.Write<string, ScalarForm>(value.On1);
    }

    public static WorthJoinKey Read(ref StateReader reader) => new(reader.Read<string, ScalarForm>());
}

internal readonly struct WorthTableRowForm : IStateForm<WorthTableRow>
{
    public static void Write(WorthTableRow value, ref StateWriter writer)
    {
        writer.Write<string, ScalarForm>(value.Sku);
        writer.Write<long, ScalarForm>(value.Price);
    }

    public static WorthTableRow Read(ref StateReader reader) => new(reader.Read<string, ScalarForm>(), reader.Read<long, ScalarForm>());
}

internal readonly record struct ClicksRow(long ClickId, long? UserId, DateTime At, string Url);

internal readonly record struct UsersRow(Struct? Before, Struct2? After, DateTime CommittedAt);

internal readonly record struct Struct(int Id);

internal readonly record struct Struct2(int Id, string Name, string? Country);

internal readonly record struct PricesRow(string Sku, long Price, DateTime Since);

internal readonly record struct NamedRow(long ClickId, string? Name, string? Country, DateTime At);

internal readonly record struct NamedJoinRow(long ClickId, DateTime At, string? Name, string? Country);

internal readonly record struct NamedTableRow(int Id, string Name, string? Country);

internal readonly record struct NamedJoinKey(long? On1);

internal readonly record struct WorthAggregateRow(DateTime WindowStart, Int128 Worth);

internal readonly record struct WorthWindowRow(DateTime At, long Price, DateTime WindowStart, DateTime WindowEnd);

internal readonly record struct WorthAggregateKey(DateTime WindowStart);

internal readonly record struct WorthJoinRow(DateTime At, long Price);

internal readonly record struct WorthTableRow(string Sku, long Price);

internal readonly record struct WorthJoinKey(string On1);
