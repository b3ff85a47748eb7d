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
            new StreamInput("clicks", connections.Bus.Topic("clicks", new TopicSourceOptions { Start = TopicStart.Earliest, InstanceId = "clicks" })) { Lag = TimeSpan.FromMilliseconds(30000) },
            new StreamInput("orders", connections.Bus.Topic("orders", new TopicSourceOptions { Start = TopicStart.Earliest, InstanceId = "orders" })) { Lag = TimeSpan.FromMilliseconds(60000) },
        ],
        Routes =
        [
            new StreamRoute("led", "pg.table(\"mart.led\")", []),
            new StreamRoute("idle_hours", "pg.table(\"mart.idle_hours\")", []),
        ],
        Store = new PostgresStreamStore(connections.Pg, [new TableTarget("mart.led", new TableOptions { Mode = WriteMode.Append }, [new("click_id", ColumnType.Int64), new("order_id", ColumnType.Int64, Nullable: true), new("amount", ColumnType.Decimal(10, 2), Nullable: true), new("url", ColumnType.Text)]), new TableTarget("mart.idle_hours", new TableOptions { Mode = WriteMode.Append }, [new("user_id", ColumnType.Int64, Nullable: true), new("window_start", ColumnType.Instant), new("n", ColumnType.Int64)])]),
        Sides =
        [
            connections.Bus.Output(new TopicTarget("late", [new("click_id", ColumnType.Int64, IsKey: true), new("user_id", ColumnType.Int64, Nullable: true), new("at", ColumnType.Instant), new("url", ColumnType.Text)], [])),
            connections.Bus.Output(new TopicTarget("late", [new("order_id", ColumnType.Int64, IsKey: true), new("user_id", ColumnType.Int64), new("amount", ColumnType.Decimal(10, 2)), new("placed", ColumnType.Instant)], [])),
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
                ReadClicks(batch, partition);
                break;
            case 1:
                ReadOrders(batch, partition);
                break;
        }
    }

    /// <summary>The row looks for partners in the round, unless it is late.</summary>
    private void LedJoinLeft(in ClicksRow row, in StreamOrigin from)
    {
        if (from.IsLate(0, from.Time + 1))
        {
            from.Late(0);
            _collected.LedLateLeft.Add(row);
            return;
        }

        _collected.LedLeft.Add(new(new LedJoinKey(row.UserId), from.Time, row));
    }

    /// <summary>The row looks for partners in the round, unless it is late.</summary>
    private void LedJoinRight(in OrdersRow row, in StreamOrigin from)
    {
        if (from.IsLate(0, from.Time + 1))
        {
            from.Late(0);
            _collected.LedLateRight.Add(row);
            return;
        }

        _collected.LedRight.Add(new(new LedJoinKey(row.UserId), from.Time, row));
    }

    /// <summary>The row looks for partners in the round, unless it is late.</summary>
    private void IdleHoursJoinLeft(in ClicksRow row, in StreamOrigin from)
    {
        if (from.IsLate(1, from.Time + 1))
        {
            from.Late(1);
            return;
        }

        _collected.IdleHoursLeft.Add(new(new IdleHoursJoinKey(row.UserId), from.Time, row));
    }

    /// <summary>The row looks for partners in the round, unless it is late.</summary>
    private void IdleHoursJoinRight(in OrdersRow row, in StreamOrigin from)
    {
        if (from.IsLate(1, from.Time + 1))
        {
            from.Late(1);
            return;
        }

        _collected.IdleHoursRight.Add(new(new IdleHoursJoinKey(row.UserId), from.Time, row));
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
            LedJoinLeft(in row, in from);
            IdleHoursJoinLeft(in row, in from);
        }
    }

    /// <summary>Records of `orders`.</summary>
    private void ReadOrders(RecordBatch batch, LanePartition partition)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            DecodeError error =
                OrdersDecoder.Decode(batch.Key(i), batch.Value(i), batch.IsTombstone(i), out OrdersRow row);
            if (!error.IsNone)
            {
                if (!error.IsSkip)
                {
                    _collected.Account.Bad(1, batch, i, error.Code ?? "", error.Message);
                }

                continue;
            }

            long time = EventTime.Of(row.Placed);
            if (!partition.Advance(time))
            {
                _collected.Account.Ahead(1, batch, i, time);
                continue;
            }

            StreamOrigin from = new(_collected.Account, batch, i, partition, time);
            LedJoinRight(in row, in from);
            IdleHoursJoinRight(in row, in from);
        }
    }
}

/// <summary>What a lane collects between two rounds.</summary>
internal sealed class LiveCollection(LaneAccount account) : LaneCollection(account)
{
    public List<ClicksRow> LedLateLeft { get; } = [];

    public List<JoinRow<LedJoinKey, ClicksRow>> LedLeft { get; } = [];

    public List<OrdersRow> LedLateRight { get; } = [];

    public List<JoinRow<LedJoinKey, OrdersRow>> LedRight { get; } = [];

    public List<JoinRow<IdleHoursJoinKey, ClicksRow>> IdleHoursLeft { get; } = [];

    public List<JoinRow<IdleHoursJoinKey, OrdersRow>> IdleHoursRight { get; } = [];

    public override int Size => LedLateLeft.Count + LedLeft.Count + LedLateRight.Count + LedRight.Count + IdleHoursLeft.Count + IdleHoursRight.Count;
}

/// <summary>Merges what lanes collected and passes rows on to the targets.</summary>
internal sealed class LiveRound : StreamRound
{
    private readonly JoinTable<LedJoinKey, ClicksRow, OrdersRow, LedJoined> _ledJoined =
        new(new OperatorSignature("led: join1", "left join of { click_id: int64 @key, user_id: int64?, at: instant, url: text } and { order_id: int64 @key, user_id: int64, amount: decimal(10, 2), placed: instant } on (c.user_id == o.user_id) and (o.amount > 1.00)"), TimeSpan.FromMilliseconds(600000)) { AsksLeft = true };
    private readonly WindowTable<IdleHoursAggregateKey, IdleHoursGroup, IdleHoursState> _idleHoursGroups =
        new(new OperatorSignature("idle_hours: aggregate2", "n = count(): int64 of () by user_id: int64?, window_start: instant in Tumble 01:00:00/01:00:00"), TimeSpan.FromMilliseconds(0)) { Route = 1 };
    private readonly JoinTable<IdleHoursJoinKey, ClicksRow, OrdersRow, IdleHoursJoined> _idleHoursJoined =
        new(new OperatorSignature("idle_hours: join3", "anti join of { click_id: int64 @key, user_id: int64?, at: instant, url: text } and { order_id: int64 @key, user_id: int64, amount: decimal(10, 2), placed: instant } on c.user_id == o.user_id"), TimeSpan.FromMilliseconds(3600000)) { Route = 1, AsksLeft = true, OncePerLeft = true };
    private LedRows _led = new();
    private IdleHoursRows _idleHours = new();
    private LedLateLeftRows _ledLateLeft = new();
    private LedLateRightRows _ledLateRight = new();
    private LaneAccount _account = LaneAccount.None;
    private ImmutableArray<long> _closed = [EventTime.None, EventTime.None];

    public override ImmutableArray<StateTable> Tables => [_ledJoined, _idleHoursGroups, _idleHoursJoined];

    public override void Merge(LaneCollection collection)
    {
        LiveCollection from = (LiveCollection)collection;
        _ledLateLeft.Items.AddRange(from.LedLateLeft);
        _ledJoined.Left(from.LedLeft);
        _ledLateRight.Items.AddRange(from.LedLateRight);
        _ledJoined.Right(from.LedRight);
        _idleHoursJoined.Left(from.IdleHoursLeft);
        _idleHoursJoined.Right(from.IdleHoursRight);
    }

    public override RoundOutput Close(ImmutableArray<long> watermarks, LaneAccount account)
    {
        _account = account;
        watermarks = _idleHoursJoined.Close(watermarks[1], IdleHoursPair, IdleHoursLeftAlone, null) ? watermarks : _closed;
        watermarks = _idleHoursGroups.Close(EventTime.Earlier(watermarks[1], 3600000000L), IdleHoursGive) ? watermarks : _closed;
        _ledJoined.Close(watermarks[0], LedPair, LedLeftAlone, null);
        _closed = watermarks;
        RoundOutput output = new([_led, _idleHours], [_ledLateLeft, _ledLateRight]);
        _led = new LedRows();
        _idleHours = new IdleHoursRows();
        _ledLateLeft = new LedLateLeftRows();
        _ledLateRight = new LedLateRightRows();
        return output;
    }

    /// <summary>For the target.</summary>
    private void LedOut(in LedRow row, in StreamOrigin from)
    {
        _led.Items.Add(row);
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step(in LedJoinRow row, RowExits exits, out LedRow result)
    {
        result = new LedRow(row.ClickId, row.OrderId, row.Amount, row.Url);
        return 0;
    }
#line default

    /// <summary>Through the steps that look at one row.</summary>
    private void LedLed(in LedJoinRow row, in StreamOrigin from)
    {
        int site = Step(in row, from.Exits(0), out LedRow kept);
        if (site != 0)
        {
            from.Leave(0, site);
            return;
        }

        LedOut(in kept, in from);
    }

    /// <summary>Two rows of one key; a pair goes on.</summary>
    private bool LedPair(in ClicksRow left, in OrdersRow right, long time)
    {
        if (!(left.UserId == right.UserId && right.Amount > 100L))
        {
            return false;
        }

        LedLed(new LedJoinRow(left.ClickId, left.Url, right.OrderId, right.Amount), StreamOrigin.OfRound(_account, EventTime.Earlier(_closed[0], 600000000L), time));
        return true;
    }

    /// <summary>A row that has found no partner goes on.</summary>
    private void LedLeftAlone(in ClicksRow left, long time)
    {
        LedLed(new LedJoinRow(left.ClickId, left.Url, default, default), StreamOrigin.OfRound(_account, EventTime.Earlier(_closed[0], 600000000L), time));
    }

    /// <summary>For the target.</summary>
    private void IdleHoursOut(in IdleHoursAggregateRow row, in StreamOrigin from)
    {
        _idleHours.Items.Add(row);
    }

    /// <summary>Adds a row to its group.</summary>
    public void IdleHoursAdd(ref IdleHoursGroup state, in IdleHoursWindowRow row)
    {
        state.N.Add();
    }

    /// <summary>The group's row.</summary>
    public IdleHoursAggregateRow IdleHours2Result(IdleHoursAggregateKey key, ref IdleHoursGroup state)
    {
        return new IdleHoursAggregateRow(key.UserId, key.WindowStart, state.N.Result);
    }

    /// <summary>The row of a group goes on from `aggregate`.</summary>
    private void IdleHoursGive(in IdleHoursAggregateKey key, ref IdleHoursGroup group)
    {
        IdleHoursOut(IdleHours2Result(key, ref group), StreamOrigin.OfRound(_account, EventTime.Earlier(_closed[1], 7200000000L), EventTime.Of(key.WindowStart)));
    }

    /// <summary>Adds the row to its group.</summary>
    private void IdleHoursAggregate(in IdleHoursWindowRow row, in StreamOrigin from)
    {
        IdleHoursAggregateKey key = new IdleHoursAggregateKey(row.UserId, row.WindowStart);
        IdleHoursAdd(ref _idleHoursGroups.Group(in key), in row);
    }

    /// <summary>The window that the row is in, unless it is late.</summary>
    private void IdleHoursWindow(in IdleHoursJoinRow row, in StreamOrigin from)
    {
        long at = EventTime.Of(row.At);
        long start = EventTime.WindowStart(at, 3600000000L);
        long end = start + 3600000000L;
        if (from.IsLate(1, end + 0L))
        {
            from.Late(1);
            return;
        }

        IdleHoursAggregate(new IdleHoursWindowRow(row.UserId, row.At, EventTime.Instant(start), EventTime.Instant(end)), in from);
    }

    /// <summary>Two rows of one key; a pair goes on.</summary>
    private bool IdleHoursPair(in ClicksRow left, in OrdersRow right, long time)
    {
        return left.UserId == right.UserId;
    }

    /// <summary>A row that has found no partner goes on.</summary>
    private void IdleHoursLeftAlone(in ClicksRow left, long time)
    {
        IdleHoursWindow(new IdleHoursJoinRow(left.UserId, left.At), StreamOrigin.OfRound(_account, EventTime.Earlier(_closed[1], 3600000000L), time));
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

/// <summary>Reads records that are JSON objects.</summary>
internal static class OrdersDecoder
{
    public static DecodeError Decode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isTombstone, out OrdersRow row)
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

    private static DecodeError Read(ReadOnlySpan<byte> record, out OrdersRow row)
    {
        Utf8JsonReader reader = new(record);
        reader.Read();
        DecodeError error = ReadOrdersRow(ref reader, record, out row);
        if (error.IsNone)
        {
            JsonValues.End(ref reader);
        }

        return error;
    }

    private static DecodeError ReadOrdersRow(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> record, out OrdersRow value)
    {
        value = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return DecodeErrors.Malformed("it is not a JSON object");
        }

        long orderId = default;
        bool hasOrderId = false;
        long userId = default;
        bool hasUserId = false;
        long amount = default;
        bool hasAmount = false;
        DateTime placed = default;
        bool hasPlaced = false;
        int expected = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int member = FindOrdersRow(ref reader, expected);
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
                            hasOrderId = false;
                            break;
                        }

                        if (!JsonValues.TryInt64(ref reader, out orderId))
                        {
                            if (!JsonValues.IsRepeated(reader, "order_id"u8))
                            {
                                return DecodeErrors.NotOfType("order_id", "an int64", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasOrderId = true;
                        break;
                    }
                case 1:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            hasUserId = false;
                            break;
                        }

                        if (!JsonValues.TryInt64(ref reader, out userId))
                        {
                            if (!JsonValues.IsRepeated(reader, "user_id"u8))
                            {
                                return DecodeErrors.NotOfType("user_id", "an int64", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasUserId = true;
                        break;
                    }
                case 2:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            hasAmount = false;
                            break;
                        }

                        if (!JsonValues.TryDecimal(ref reader, 10, 2, out amount))
                        {
                            if (!JsonValues.IsRepeated(reader, "amount"u8))
                            {
                                return DecodeErrors.NotOfType("amount", "a decimal(10, 2)", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasAmount = true;
                        break;
                    }
                case 3:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            hasPlaced = false;
                            break;
                        }

                        if (!JsonValues.TryInstant(ref reader, out placed))
                        {
                            if (!JsonValues.IsRepeated(reader, "placed"u8))
                            {
                                return DecodeErrors.NotOfType("placed", "an instant", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasPlaced = true;
                        break;
                    }
            }
        }

        if (!hasOrderId)
        {
            return DecodeErrors.Missing("order_id");
        }

        if (!hasUserId)
        {
            return DecodeErrors.Missing("user_id");
        }

        if (!hasAmount)
        {
            return DecodeErrors.Missing("amount");
        }

        if (!hasPlaced)
        {
            return DecodeErrors.Missing("placed");
        }

        value = new(orderId, userId, amount, placed);
        return DecodeError.None;
    }

    private static int FindOrdersRow(ref Utf8JsonReader reader, int expected)
    {
        if (reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals("order_id"u8) ? 0 : reader.ValueTextEquals("user_id"u8) ? 1 : reader.ValueTextEquals("amount"u8) ? 2 : reader.ValueTextEquals("placed"u8) ? 3 : -1;
        }

        ReadOnlySpan<byte> name = reader.ValueSpan;
        switch (expected)
        {
            case 0:
                if (name.SequenceEqual("order_id"u8))
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
                if (name.SequenceEqual("amount"u8))
                {
                    return 2;
                }

                break;
            case 3:
                if (name.SequenceEqual("placed"u8))
                {
                    return 3;
                }

                break;
        }

        switch (name.Length)
        {
            case 8:
                if (name.SequenceEqual("order_id"u8))
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
            case 6:
                if (name.SequenceEqual("amount"u8))
                {
                    return 2;
                }

                if (name.SequenceEqual("placed"u8))
                {
                    return 3;
                }

                break;
        }

        return -1;
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class LedRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("click_id", ColumnType.Int64), new("order_id", ColumnType.Int64, Nullable: true), new("amount", ColumnType.Decimal(10, 2), Nullable: true), new("url", ColumnType.Text)];

    public List<LedRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly LedRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Integer(row.ClickId);
            if (row.OrderId is { } orderId)
            {
                writer.Integer(orderId);
            }
            else
            {
                writer.Null();
            }

            if (row.Amount is { } amount)
            {
                writer.Decimal(amount, 2);
            }
            else
            {
                writer.Null();
            }

            writer.Text(row.Url);
            writer.EndRow();
        }
    }
}

/// <summary>Rows of a join as state.</summary>
internal readonly struct LedJoined : IJoinForm<LedJoinKey, ClicksRow, OrdersRow>
{
    public static bool CanMatch(in LedJoinKey key) => key.On1 is not null;

    public static void WriteKey(in LedJoinKey key, ref StateWriter writer) => LedJoinKeyForm.Write(key, ref writer);

    public static LedJoinKey ReadKey(ref StateReader reader) => LedJoinKeyForm.Read(ref reader);

    public static void WriteLeft(in ClicksRow row, ref StateWriter writer) => ClicksRowForm.Write(row, ref writer);

    public static ClicksRow ReadLeft(ref StateReader reader) => ClicksRowForm.Read(ref reader);

    public static void WriteRight(in OrdersRow row, ref StateWriter writer) => OrdersRowForm.Write(row, ref writer);

    public static OrdersRow ReadRight(ref StateReader reader) => OrdersRowForm.Read(ref reader);
}

/// <summary>Rows for one target.</summary>
internal sealed class LedLateLeftRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("click_id", ColumnType.Int64, IsKey: true), new("user_id", ColumnType.Int64, Nullable: true), new("at", ColumnType.Instant), new("url", ColumnType.Text)];

    public List<ClicksRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly ClicksRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Integer(row.ClickId);
            if (row.UserId is { } userId)
            {
                writer.Integer(userId);
            }
            else
            {
                writer.Null();
            }

            writer.Instant(row.At);
            writer.Text(row.Url);
            writer.EndRow();
        }
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class LedLateRightRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("order_id", ColumnType.Int64, IsKey: true), new("user_id", ColumnType.Int64), new("amount", ColumnType.Decimal(10, 2)), new("placed", ColumnType.Instant)];

    public List<OrdersRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly OrdersRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Integer(row.OrderId);
            writer.Integer(row.UserId);
            writer.Decimal(row.Amount, 2);
            writer.Instant(row.Placed);
            writer.EndRow();
        }
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class IdleHoursRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("user_id", ColumnType.Int64, Nullable: true), new("window_start", ColumnType.Instant), new("n", ColumnType.Int64)];

    public List<IdleHoursAggregateRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly IdleHoursAggregateRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            if (row.UserId is { } userId)
            {
                writer.Integer(userId);
            }
            else
            {
                writer.Null();
            }

            writer.Instant(row.WindowStart);
            writer.Integer(row.N);
            writer.EndRow();
        }
    }
}

/// <summary>What is known of a group.</summary>
internal struct IdleHoursGroup
{
    public Count N;
}

/// <summary>Groups as state.</summary>
internal readonly struct IdleHoursState : IWindowForm<IdleHoursAggregateKey, IdleHoursGroup>
{
    public static long End(in IdleHoursAggregateKey key) => EventTime.Of(key.WindowStart) + 3600000000L;

    public static void WriteKey(in IdleHoursAggregateKey key, ref StateWriter writer) => IdleHoursAggregateKeyForm.Write(key, ref writer);

    public static IdleHoursAggregateKey ReadKey(ref StateReader reader) => IdleHoursAggregateKeyForm.Read(ref reader);

    public static void WriteGroup(in IdleHoursGroup group, ref StateWriter writer)
    {
        group.N.Write(ref writer);
    }

    public static IdleHoursGroup ReadGroup(ref StateReader reader) => new()
    {
        N = Count.Read(ref reader),
    };

    public static void Merge(ref IdleHoursGroup into, in IdleHoursGroup other)
    {
        into.N.Merge(in other.N);
    }
}

/// <summary>Rows of a join as state.</summary>
internal readonly struct IdleHoursJoined : IJoinForm<IdleHoursJoinKey, ClicksRow, OrdersRow>
{
    public static bool CanMatch(in IdleHoursJoinKey key) => key.On1 is not null;

    public static void WriteKey(in IdleHoursJoinKey key, ref StateWriter writer) => IdleHoursJoinKeyForm.Write(key, ref writer);

    public static IdleHoursJoinKey ReadKey(ref StateReader reader) => IdleHoursJoinKeyForm.Read(ref reader);

    public static void WriteLeft(in ClicksRow row, ref StateWriter writer) => ClicksRowForm.Write(row, ref writer);

    public static ClicksRow ReadLeft(ref StateReader reader) => ClicksRowForm.Read(ref reader);

    public static void WriteRight(in OrdersRow row, ref StateWriter writer) => OrdersRowForm.Write(row, ref writer);

    public static OrdersRow ReadRight(ref StateReader reader) => OrdersRowForm.Read(ref reader);
}

internal readonly struct LedJoinKeyForm : IStateForm<LedJoinKey>
{
    public static void Write(LedJoinKey value, ref StateWriter writer)
    {
        writer.Write<long?, OptionalForm<long, ScalarForm>>(value.On1);
    }

    public static LedJoinKey Read(ref StateReader reader) => new(reader.Read<long?, OptionalForm<long, ScalarForm>>());
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

internal readonly struct OrdersRowForm : IStateForm<OrdersRow>
{
    public static void Write(OrdersRow value, ref StateWriter writer)
    {
        writer.Write<long, ScalarForm>(value.OrderId);
        writer.Write<long, ScalarForm>(value.UserId);
        writer.Write<long, ScalarForm>(value.Amount);
        writer.Write<DateTime, ScalarForm>(value.Placed);
    }

    public static OrdersRow Read(ref StateReader reader) => new(reader.Read<long, ScalarForm>(), reader.Read<long, ScalarForm>(), reader.Read<long, ScalarForm>(), reader.Read<DateTime, ScalarForm>());
}

internal readonly struct IdleHoursAggregateKeyForm : IStateForm<IdleHoursAggregateKey>
{
    public static void Write(IdleHoursAggregateKey value, ref StateWriter writer)
    {
        writer.Write<long?, OptionalForm<long, ScalarForm>>(value.UserId);
        writer.Write<DateTime, ScalarForm>(value.WindowStart);
    }

    public static IdleHoursAggregateKey Read(ref StateReader reader) => new(reader.Read<long?, OptionalForm<long, ScalarForm>>(), reader.Read<DateTime, ScalarForm>());
}

internal readonly struct IdleHoursJoinKeyForm : IStateForm<IdleHoursJoinKey>
{
    public static void Write(IdleHoursJoinKey value, ref StateWriter writer)
    {
        writer.Write<long?, OptionalForm<long, ScalarForm>>(value.On1);
    }

    public static IdleHoursJoinKey Read(ref StateReader reader) => new(reader.Read<long?, OptionalForm<long, ScalarForm>>());
}

internal readonly record struct ClicksRow(long ClickId, long? UserId, DateTime At, string Url);

internal readonly record struct OrdersRow(long OrderId, long UserId, long Amount, DateTime Placed);

internal readonly record struct LedRow(long ClickId, long? OrderId, long? Amount, string Url);

internal readonly record struct LedJoinRow(long ClickId, string Url, long? OrderId, long? Amount);

internal readonly record struct LedJoinKey(long? On1);

internal readonly record struct IdleHoursAggregateRow(long? UserId, DateTime WindowStart, long N);

internal readonly record struct IdleHoursWindowRow(long? UserId, DateTime At, DateTime WindowStart, DateTime WindowEnd);

internal readonly record struct IdleHoursAggregateKey(long? UserId, DateTime WindowStart);

internal readonly record struct IdleHoursJoinRow(long? UserId, DateTime At);

internal readonly record struct IdleHoursJoinKey(long? On1);
