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

/// <summary>Pipeline `live` of main.flow:17:1.</summary>
internal sealed class LivePipeline(Connections connections) : RepartitionedPipeline
{
    public override PipelineDefinition Definition { get; } = new("live", "main.flow", 17) { Instances = 4 };

    protected override IRepartitionTopic Topic => connections.Bus.Repartition(instances: 4);

    protected override ImmutableArray<RepartitionFeed> Feeds =>
    [
        new("clicks",
        [
            new(0, [new("page", ColumnType.Text), new("at", ColumnType.Instant), new("repartition_1", ColumnType.Text)], ["repartition_1"]),
            new(1, [new("user_id", ColumnType.Int64), new("page", ColumnType.Text)], ["user_id"]),
        ], CreateClicksFeed),
        new("orders",
        [
            new(2, [new("user_id", ColumnType.Int64), new("total", ColumnType.Decimal(12, 2))], ["user_id"]),
            new(3, [new("total", ColumnType.Decimal(12, 2)), new("at", ColumnType.Instant)], []),
        ], CreateOrdersFeed),
    ];

    private StreamTopology CreateClicksFeed(StreamRun run) => new()
    {
        Inputs =
        [
            new StreamInput("clicks", connections.Bus.Topic("clicks", new TopicSourceOptions { Start = TopicStart.Earliest })) { Lag = TimeSpan.FromMilliseconds(30000), Idle = TimeSpan.FromMilliseconds(60000) },
        ],
        Routes =
        [
            new StreamRoute("pages", "bus.topic(\"live.repartition\")",
            [
                new(1, FailureAction.Filter, "pages: where", "not page != \"\"", "main.flow", 9, 5),
            ]),
            new StreamRoute("matched 1", "bus.topic(\"live.repartition\")", []),
        ],
        Store = connections.Bus.Feed(0, Feeds[0].Cuts),
        Lane = account => new LiveClicksFeedLane(account),
        Round = new LiveClicksFeedRound(),
        IsSharded = true,
        IsFeed = true,
        CommitEvery = TimeSpan.FromMilliseconds(100),
    };

    private StreamTopology CreateOrdersFeed(StreamRun run) => new()
    {
        Inputs =
        [
            new StreamInput("orders", connections.Bus.Topic("orders", new TopicSourceOptions { Start = TopicStart.Earliest })) { Lag = TimeSpan.FromMilliseconds(10000) },
        ],
        Routes =
        [
            new StreamRoute("matched 2", "bus.topic(\"live.repartition\")", []),
            new StreamRoute("all_orders", "bus.topic(\"live.repartition\")", []),
        ],
        Store = connections.Bus.Feed(1, Feeds[1].Cuts),
        Lane = account => new LiveOrdersFeedLane(account),
        Round = new LiveOrdersFeedRound(),
        IsSharded = true,
        IsFeed = true,
        CommitEvery = TimeSpan.FromMilliseconds(100),
    };

    protected override StreamTopology CreateTopology(StreamRun run) => new()
    {
        Inputs =
        [
            new StreamInput("repartition", connections.Bus.Topic(run.RepartitionTopic, new TopicSourceOptions { TakesAway = true })),
        ],
        Routes =
        [
            new StreamRoute("pages", "pg.table(\"mart.pages\")", []) { Reads = [0] },
            new StreamRoute("matched", "pg.table(\"mart.matched\")", []),
            new StreamRoute("all_orders", "pg.table(\"mart.all_orders\")", []) { Reads = [1] },
        ],
        Store = new PostgresStreamStore(connections.Pg, [new TableTarget("mart.pages", new TableOptions { Mode = WriteMode.Append }, [new("page", ColumnType.Text, IsKey: true), new("window_start", ColumnType.Instant, IsKey: true), new("n", ColumnType.Int64)]), new TableTarget("mart.matched", new TableOptions { Mode = WriteMode.Append }, [new("user_id", ColumnType.Int64), new("page", ColumnType.Text), new("total", ColumnType.Decimal(12, 2))]), new TableTarget("mart.all_orders", new TableOptions { Mode = WriteMode.Append }, [new("window_start", ColumnType.Instant, IsKey: true), new("total", ColumnType.Decimal(38, 2))])]),
        Lane = account => new LiveLane(account),
        Round = new LiveRound(),
        Spill = RocksDbSpill.Open,
        IsSharded = true,
        Carried = new CarriedInput(2, HasIdle: true),
        CommitEvery = TimeSpan.FromMilliseconds(1000),
    };
}

/// <summary>Decodes records and passes rows on until they are collected.</summary>
internal sealed class LiveClicksFeedLane(LaneAccount account) : StreamLane
{
    private LiveClicksFeedCollection _collected = new(account);

    public override LaneCollection Collected => _collected;

    public override LaneCollection Take(LaneAccount next)
    {
        LaneCollection taken = _collected;
        _collected = new LiveClicksFeedCollection(next);
        return taken;
    }

    public override void Process(int input, RecordBatch batch, LanePartition partition)
    {
        switch (input)
        {
            case 0:
                ReadClicks(batch, partition);
                break;
        }
    }

    /// <summary>For the target.</summary>
    private void Pages2Out(in Pages2DeriveRow row, in StreamOrigin from)
    {
        _collected.Pages2Rows.Add(row);
        _collected.Pages2Origins.Add(from.OfRow(0));
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step(in ClicksRow row, RowExits exits, out Pages2DeriveRow result)
    {
        result = default;
#line 9 "main.flow"
        if (!((row.Page != "")))
        {
            return 1;
        }

#line 9 "main.flow"
        string repartition1 = Text.Lower(row.Page);
        result = new Pages2DeriveRow(row.Page, row.At, repartition1);
        return 0;
    }
#line default

    /// <summary>Through the steps that look at one row.</summary>
    private void Pages2Derive(in ClicksRow row, in StreamOrigin from)
    {
        int site = Step(in row, from.Exits(0), out Pages2DeriveRow kept);
        if (site != 0)
        {
            from.Leave(0, site);
            return;
        }

        Pages2Out(in kept, in from);
    }

    /// <summary>For the target.</summary>
    private void Matched1Out(in ClicksRow row, in StreamOrigin from)
    {
        _collected.Matched1Rows.Add(new Matched1OutputRow(row.UserId, row.Page));
        _collected.Matched1Origins.Add(from.OfRow(1));
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
            Pages2Derive(in row, in from);
            Matched1Out(in row, in from);
        }
    }
}

/// <summary>What a lane collects between two rounds.</summary>
internal sealed class LiveClicksFeedCollection(LaneAccount account) : LaneCollection(account)
{
    public List<Pages2DeriveRow> Pages2Rows { get; } = [];

    public List<RowOrigin> Pages2Origins { get; } = [];

    public List<Matched1OutputRow> Matched1Rows { get; } = [];

    public List<RowOrigin> Matched1Origins { get; } = [];

    public override int Size => Pages2Rows.Count + Pages2Origins.Count + Matched1Rows.Count + Matched1Origins.Count;
}

/// <summary>Merges what lanes collected and passes rows on to the targets.</summary>
internal sealed class LiveClicksFeedRound : StreamRound
{
    private Pages2Rows _pages2 = new();
    private Matched1Rows _matched1 = new();

    public override void Merge(LaneCollection collection)
    {
        LiveClicksFeedCollection from = (LiveClicksFeedCollection)collection;
        _pages2.Items.AddRange(from.Pages2Rows);
        _pages2.Origins.AddRange(from.Pages2Origins);
        _matched1.Items.AddRange(from.Matched1Rows);
        _matched1.Origins.AddRange(from.Matched1Origins);
    }

    public override RoundOutput Close(ImmutableArray<long> watermarks, LaneAccount account)
    {
        RoundOutput output = new([_pages2, _matched1], []);
        _pages2 = new Pages2Rows();
        _matched1 = new Matched1Rows();
        return output;
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

        long userId = default;
        bool hasUserId = false;
        string page = default;
        bool hasPage = false;
        DateTime at = default;
        bool hasAt = false;
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
                case 1:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            hasPage = false;
                            break;
                        }

                        if (!JsonValues.TryText(ref reader, record, out page))
                        {
                            if (!JsonValues.IsRepeated(reader, "page"u8))
                            {
                                return DecodeErrors.NotOfType("page", "a text", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasPage = true;
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
            }
        }

        if (!hasUserId)
        {
            return DecodeErrors.Missing("user_id");
        }

        if (!hasPage)
        {
            return DecodeErrors.Missing("page");
        }

        if (!hasAt)
        {
            return DecodeErrors.Missing("at");
        }

        value = new(userId, page, at);
        return DecodeError.None;
    }

    private static int FindClicksRow(ref Utf8JsonReader reader, int expected)
    {
        if (reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals("user_id"u8) ? 0 : reader.ValueTextEquals("page"u8) ? 1 : reader.ValueTextEquals("at"u8) ? 2 : -1;
        }

        ReadOnlySpan<byte> name = reader.ValueSpan;
        switch (expected)
        {
            case 0:
                if (name.SequenceEqual("user_id"u8))
                {
                    return 0;
                }

                break;
            case 1:
                if (name.SequenceEqual("page"u8))
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
        }

        switch (name.Length)
        {
            case 7:
                if (name.SequenceEqual("user_id"u8))
                {
                    return 0;
                }

                break;
            case 4:
                if (name.SequenceEqual("page"u8))
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
        }

        return -1;
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class Pages2Rows : RepartitionRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("page", ColumnType.Text), new("at", ColumnType.Instant), new("repartition_1", ColumnType.Text)];

    public List<Pages2DeriveRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly Pages2DeriveRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Text(row.Page);
            writer.Instant(row.At);
            writer.Text(row.Repartition1);
            writer.EndRow();
        }
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class Matched1Rows : RepartitionRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("user_id", ColumnType.Int64), new("page", ColumnType.Text)];

    public List<Matched1OutputRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly Matched1OutputRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Integer(row.UserId);
            writer.Text(row.Page);
            writer.EndRow();
        }
    }
}


/// <summary>Decodes records and passes rows on until they are collected.</summary>
internal sealed class LiveOrdersFeedLane(LaneAccount account) : StreamLane
{
    private LiveOrdersFeedCollection _collected = new(account);

    public override LaneCollection Collected => _collected;

    public override LaneCollection Take(LaneAccount next)
    {
        LaneCollection taken = _collected;
        _collected = new LiveOrdersFeedCollection(next);
        return taken;
    }

    public override void Process(int input, RecordBatch batch, LanePartition partition)
    {
        switch (input)
        {
            case 0:
                ReadOrders(batch, partition);
                break;
        }
    }

    /// <summary>For the target.</summary>
    private void Matched2Out(in OrdersRow row, in StreamOrigin from)
    {
        _collected.Matched2Rows.Add(new Matched2OutputRow(row.UserId, row.Total));
        _collected.Matched2Origins.Add(from.OfRow(0));
    }

    /// <summary>For the target.</summary>
    private void AllOrders2Out(in OrdersRow row, in StreamOrigin from)
    {
        _collected.AllOrders2Rows.Add(new AllOrders2OutputRow(row.Total, row.At));
        _collected.AllOrders2Origins.Add(from.OfRow(1));
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
            Matched2Out(in row, in from);
            AllOrders2Out(in row, in from);
        }
    }
}

/// <summary>What a lane collects between two rounds.</summary>
internal sealed class LiveOrdersFeedCollection(LaneAccount account) : LaneCollection(account)
{
    public List<Matched2OutputRow> Matched2Rows { get; } = [];

    public List<RowOrigin> Matched2Origins { get; } = [];

    public List<AllOrders2OutputRow> AllOrders2Rows { get; } = [];

    public List<RowOrigin> AllOrders2Origins { get; } = [];

    public override int Size => Matched2Rows.Count + Matched2Origins.Count + AllOrders2Rows.Count + AllOrders2Origins.Count;
}

/// <summary>Merges what lanes collected and passes rows on to the targets.</summary>
internal sealed class LiveOrdersFeedRound : StreamRound
{
    private Matched2Rows _matched2 = new();
    private AllOrders2Rows _allOrders2 = new();

    public override void Merge(LaneCollection collection)
    {
        LiveOrdersFeedCollection from = (LiveOrdersFeedCollection)collection;
        _matched2.Items.AddRange(from.Matched2Rows);
        _matched2.Origins.AddRange(from.Matched2Origins);
        _allOrders2.Items.AddRange(from.AllOrders2Rows);
        _allOrders2.Origins.AddRange(from.AllOrders2Origins);
    }

    public override RoundOutput Close(ImmutableArray<long> watermarks, LaneAccount account)
    {
        RoundOutput output = new([_matched2, _allOrders2], []);
        _matched2 = new Matched2Rows();
        _allOrders2 = new AllOrders2Rows();
        return output;
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

        long userId = default;
        bool hasUserId = false;
        long total = default;
        bool hasTotal = false;
        DateTime at = default;
        bool hasAt = false;
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
                case 1:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            hasTotal = false;
                            break;
                        }

                        if (!JsonValues.TryDecimal(ref reader, 12, 2, out total))
                        {
                            if (!JsonValues.IsRepeated(reader, "total"u8))
                            {
                                return DecodeErrors.NotOfType("total", "a decimal(12, 2)", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasTotal = true;
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
            }
        }

        if (!hasUserId)
        {
            return DecodeErrors.Missing("user_id");
        }

        if (!hasTotal)
        {
            return DecodeErrors.Missing("total");
        }

        if (!hasAt)
        {
            return DecodeErrors.Missing("at");
        }

        value = new(userId, total, at);
        return DecodeError.None;
    }

    private static int FindOrdersRow(ref Utf8JsonReader reader, int expected)
    {
        if (reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals("user_id"u8) ? 0 : reader.ValueTextEquals("total"u8) ? 1 : reader.ValueTextEquals("at"u8) ? 2 : -1;
        }

        ReadOnlySpan<byte> name = reader.ValueSpan;
        switch (expected)
        {
            case 0:
                if (name.SequenceEqual("user_id"u8))
                {
                    return 0;
                }

                break;
            case 1:
                if (name.SequenceEqual("total"u8))
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
        }

        switch (name.Length)
        {
            case 7:
                if (name.SequenceEqual("user_id"u8))
                {
                    return 0;
                }

                break;
            case 5:
                if (name.SequenceEqual("total"u8))
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
        }

        return -1;
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class Matched2Rows : RepartitionRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("user_id", ColumnType.Int64), new("total", ColumnType.Decimal(12, 2))];

    public List<Matched2OutputRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly Matched2OutputRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Integer(row.UserId);
            writer.Decimal(row.Total, 2);
            writer.EndRow();
        }
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class AllOrders2Rows : RepartitionRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("total", ColumnType.Decimal(12, 2)), new("at", ColumnType.Instant)];

    public List<AllOrders2OutputRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly AllOrders2OutputRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Decimal(row.Total, 2);
            writer.Instant(row.At);
            writer.EndRow();
        }
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
                ReadCut1(batch, partition);
                break;
            case 1:
                ReadCut2(batch, partition);
                break;
            case 2:
                ReadCut3(batch, partition);
                break;
            case 3:
                ReadCut4(batch, partition);
                break;
        }
    }

    /// <summary>Adds a row to its group.</summary>
    public void PagesAdd(ref PagesGroup state, in PagesWindowRow row)
    {
        state.N.Add();
    }

    /// <summary>Adds the row to its group.</summary>
    private void PagesAggregate(in PagesWindowRow row, in StreamOrigin from)
    {
        PagesAggregateKey key = new PagesAggregateKey(Text.Lower(row.Page), row.WindowStart);
        PagesAdd(ref CollectionsMarshal.GetValueRefOrAddDefault(_collected.PagesGroups, key, out _), in row);
    }

    /// <summary>The window that the row is in, unless it is late.</summary>
    private void PagesWindow(in Cut1Row row, in StreamOrigin from)
    {
        long at = EventTime.Of(row.At);
        long start = EventTime.WindowStart(at, 60000000L);
        long end = start + 60000000L;
        if (from.IsLate(0, end + 600000000L))
        {
            from.Late(0);
            return;
        }

        PagesAggregate(new PagesWindowRow(row.Page, row.At, EventTime.Instant(start), EventTime.Instant(end)), in from);
    }

    /// <summary>The row looks for partners in the round, unless it is late.</summary>
    private void MatchedJoinLeft(in Cut2Row row, in StreamOrigin from)
    {
        if (from.IsLate(1, from.Time + 1))
        {
            from.Late(1);
            return;
        }

        _collected.MatchedLeft.Add(new(new MatchedJoinKey(row.UserId), from.Time, row));
    }

    /// <summary>The row looks for partners in the round, unless it is late.</summary>
    private void MatchedJoinRight(in Cut3Row row, in StreamOrigin from)
    {
        if (from.IsLate(1, from.Time + 1))
        {
            from.Late(1);
            return;
        }

        _collected.MatchedRight.Add(new(new MatchedJoinKey(row.UserId), from.Time, row));
    }

    /// <summary>Adds a row to its group.</summary>
    public void AllOrdersAdd(ref AllOrdersGroup state, in AllOrdersWindowRow row)
    {
        state.Total.Add(row.Total);
    }

    /// <summary>Adds the row to its group.</summary>
    private void AllOrdersAggregate(in AllOrdersWindowRow row, in StreamOrigin from)
    {
        AllOrdersAggregateKey key = new AllOrdersAggregateKey(row.WindowStart);
        AllOrdersAdd(ref CollectionsMarshal.GetValueRefOrAddDefault(_collected.AllOrdersGroups, key, out _), in row);
    }

    /// <summary>The window that the row is in, unless it is late.</summary>
    private void AllOrdersWindow(in Cut4Row row, in StreamOrigin from)
    {
        long at = EventTime.Of(row.At);
        long start = EventTime.WindowStart(at, 3600000000L);
        long end = start + 3600000000L;
        if (from.IsLate(2, end + 0L))
        {
            from.Late(2);
            return;
        }

        AllOrdersAggregate(new AllOrdersWindowRow(row.Total, row.At, EventTime.Instant(start), EventTime.Instant(end)), in from);
    }

    /// <summary>Records of `cut_1`.</summary>
    private void ReadCut1(RecordBatch batch, LanePartition partition)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            DecodeError error =
                Cut1Decoder.Decode(batch.Key(i), batch.Value(i), batch.IsTombstone(i), out Cut1Row row);
            if (!error.IsNone)
            {
                if (!error.IsSkip)
                {
                    _collected.Account.Bad(0, batch, i, error.Code ?? "", error.Message);
                }

                continue;
            }

            LanePartition own = partition.Carried(batch, i, out long time);

            StreamOrigin from = new(_collected.Account, batch, i, own, time);
            PagesWindow(in row, in from);
        }
    }

    /// <summary>Records of `cut_2`.</summary>
    private void ReadCut2(RecordBatch batch, LanePartition partition)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            DecodeError error =
                Cut2Decoder.Decode(batch.Key(i), batch.Value(i), batch.IsTombstone(i), out Cut2Row row);
            if (!error.IsNone)
            {
                if (!error.IsSkip)
                {
                    _collected.Account.Bad(0, batch, i, error.Code ?? "", error.Message);
                }

                continue;
            }

            LanePartition own = partition.Carried(batch, i, out long time);

            StreamOrigin from = new(_collected.Account, batch, i, own, time);
            MatchedJoinLeft(in row, in from);
        }
    }

    /// <summary>Records of `cut_3`.</summary>
    private void ReadCut3(RecordBatch batch, LanePartition partition)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            DecodeError error =
                Cut3Decoder.Decode(batch.Key(i), batch.Value(i), batch.IsTombstone(i), out Cut3Row row);
            if (!error.IsNone)
            {
                if (!error.IsSkip)
                {
                    _collected.Account.Bad(0, batch, i, error.Code ?? "", error.Message);
                }

                continue;
            }

            LanePartition own = partition.Carried(batch, i, out long time);

            StreamOrigin from = new(_collected.Account, batch, i, own, time);
            MatchedJoinRight(in row, in from);
        }
    }

    /// <summary>Records of `cut_4`.</summary>
    private void ReadCut4(RecordBatch batch, LanePartition partition)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            DecodeError error =
                Cut4Decoder.Decode(batch.Key(i), batch.Value(i), batch.IsTombstone(i), out Cut4Row row);
            if (!error.IsNone)
            {
                if (!error.IsSkip)
                {
                    _collected.Account.Bad(0, batch, i, error.Code ?? "", error.Message);
                }

                continue;
            }

            LanePartition own = partition.Carried(batch, i, out long time);

            StreamOrigin from = new(_collected.Account, batch, i, own, time);
            AllOrdersWindow(in row, in from);
        }
    }
}

/// <summary>What a lane collects between two rounds.</summary>
internal sealed class LiveCollection(LaneAccount account) : LaneCollection(account)
{
    public Dictionary<PagesAggregateKey, PagesGroup> PagesGroups { get; } = [];

    public List<JoinRow<MatchedJoinKey, Cut2Row>> MatchedLeft { get; } = [];

    public List<JoinRow<MatchedJoinKey, Cut3Row>> MatchedRight { get; } = [];

    public Dictionary<AllOrdersAggregateKey, AllOrdersGroup> AllOrdersGroups { get; } = [];

    public override int Size => PagesGroups.Count + MatchedLeft.Count + MatchedRight.Count + AllOrdersGroups.Count;
}

/// <summary>Merges what lanes collected and passes rows on to the targets.</summary>
internal sealed class LiveRound : StreamRound
{
    private readonly WindowTable<PagesAggregateKey, PagesGroup, PagesState> _pagesGroups =
        new(new OperatorSignature("pages: aggregate1", "n = count(): int64 of () by page: text, window_start: instant in Tumble 00:01:00/00:01:00"), TimeSpan.FromMilliseconds(600000));
    private readonly JoinTable<MatchedJoinKey, Cut2Row, Cut3Row, MatchedJoined> _matchedJoined =
        new(new OperatorSignature("matched: join2", "inner join of { user_id: int64, page: text } and { user_id: int64, total: decimal(12, 2) } on c.user_id == o.user_id"), TimeSpan.FromMilliseconds(600000)) { Route = 1 };
    private readonly WindowTable<AllOrdersAggregateKey, AllOrdersGroup, AllOrdersState> _allOrdersGroups =
        new(new OperatorSignature("all_orders: aggregate3", "total = sum(total): decimal(38, 2) of (decimal(12, 2)) by window_start: instant in Tumble 01:00:00/01:00:00"), TimeSpan.FromMilliseconds(0)) { Route = 2 };
    private PagesRows _pages = new();
    private MatchedRows _matched = new();
    private AllOrdersRows _allOrders = new();
    private LaneAccount _account = LaneAccount.None;
    private ImmutableArray<long> _closed = [EventTime.None, EventTime.None, EventTime.None];

    public override ImmutableArray<StateTable> Tables => [_pagesGroups, _matchedJoined, _allOrdersGroups];

    public override void Merge(LaneCollection collection)
    {
        LiveCollection from = (LiveCollection)collection;
        _pagesGroups.Merge(from.PagesGroups);
        _matchedJoined.Left(from.MatchedLeft);
        _matchedJoined.Right(from.MatchedRight);
        _allOrdersGroups.Merge(from.AllOrdersGroups);
    }

    public override RoundOutput Close(ImmutableArray<long> watermarks, LaneAccount account)
    {
        _account = account;
        watermarks = _allOrdersGroups.Close(watermarks[2], AllOrdersGive) ? watermarks : _closed;
        _matchedJoined.Close(watermarks[1], MatchedPair, null, null);
        _pagesGroups.Close(watermarks[0], PagesGive);
        _closed = watermarks;
        RoundOutput output = new([_pages, _matched, _allOrders], []);
        _pages = new PagesRows();
        _matched = new MatchedRows();
        _allOrders = new AllOrdersRows();
        return output;
    }

    /// <summary>For the target.</summary>
    private void PagesOut(in PagesAggregateRow row, in StreamOrigin from)
    {
        _pages.Items.Add(row);
    }

    /// <summary>The group's row.</summary>
    public PagesAggregateRow PagesResult(PagesAggregateKey key, ref PagesGroup state)
    {
        return new PagesAggregateRow(key.Page, key.WindowStart, state.N.Result);
    }

    /// <summary>The row of a group goes on from `aggregate`.</summary>
    private void PagesGive(in PagesAggregateKey key, ref PagesGroup group)
    {
        PagesOut(PagesResult(key, ref group), StreamOrigin.OfRound(_account, EventTime.Earlier(_closed[0], 660000000L), EventTime.Of(key.WindowStart)));
    }

    /// <summary>For the target.</summary>
    private void MatchedOut(in MatchedJoinRow row, in StreamOrigin from)
    {
        _matched.Items.Add(row);
    }

    /// <summary>Two rows of one key; a pair goes on.</summary>
    private bool MatchedPair(in Cut2Row left, in Cut3Row right, long time)
    {
        if (!(left.UserId == right.UserId))
        {
            return false;
        }

        MatchedOut(new MatchedJoinRow(left.UserId, left.Page, right.Total), StreamOrigin.OfRound(_account, EventTime.Earlier(_closed[1], 600000000L), time));
        return true;
    }

    /// <summary>For the target.</summary>
    private void AllOrdersOut(in AllOrdersAggregateRow row, in StreamOrigin from)
    {
        _allOrders.Items.Add(row);
    }

    /// <summary>The group's row.</summary>
    public AllOrdersAggregateRow AllOrdersResult(AllOrdersAggregateKey key, ref AllOrdersGroup state)
    {
        return new AllOrdersAggregateRow(key.WindowStart, state.Total.Result);
    }

    /// <summary>The row of a group goes on from `aggregate`.</summary>
    private void AllOrdersGive(in AllOrdersAggregateKey key, ref AllOrdersGroup group)
    {
        AllOrdersOut(AllOrdersResult(key, ref group), StreamOrigin.OfRound(_account, EventTime.Earlier(_closed[2], 3600000000L), EventTime.Of(key.WindowStart)));
    }
}

/// <summary>Reads records that are JSON objects.</summary>
internal static class Cut1Decoder
{
    public static DecodeError Decode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isTombstone, out Cut1Row row)
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

    private static DecodeError Read(ReadOnlySpan<byte> record, out Cut1Row row)
    {
        Utf8JsonReader reader = new(record);
        reader.Read();
        DecodeError error = ReadCut1Row(ref reader, record, out row);
        if (error.IsNone)
        {
            JsonValues.End(ref reader);
        }

        return error;
    }

    private static DecodeError ReadCut1Row(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> record, out Cut1Row value)
    {
        value = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return DecodeErrors.Malformed("it is not a JSON object");
        }

        string page = default;
        bool hasPage = false;
        DateTime at = default;
        bool hasAt = false;
        int expected = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int member = FindCut1Row(ref reader, expected);
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
                            hasPage = false;
                            break;
                        }

                        if (!JsonValues.TryText(ref reader, record, out page))
                        {
                            if (!JsonValues.IsRepeated(reader, "page"u8))
                            {
                                return DecodeErrors.NotOfType("page", "a text", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasPage = true;
                        break;
                    }
                case 1:
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
            }
        }

        if (!hasPage)
        {
            return DecodeErrors.Missing("page");
        }

        if (!hasAt)
        {
            return DecodeErrors.Missing("at");
        }

        value = new(page, at);
        return DecodeError.None;
    }

    private static int FindCut1Row(ref Utf8JsonReader reader, int expected)
    {
        if (reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals("page"u8) ? 0 : reader.ValueTextEquals("at"u8) ? 1 : -1;
        }

        ReadOnlySpan<byte> name = reader.ValueSpan;
        switch (expected)
        {
            case 0:
                if (name.SequenceEqual("page"u8))
                {
                    return 0;
                }

                break;
            case 1:
                if (name.SequenceEqual("at"u8))
                {
                    return 1;
                }

                break;
        }

        switch (name.Length)
        {
            case 4:
                if (name.SequenceEqual("page"u8))
                {
                    return 0;
                }

                break;
            case 2:
                if (name.SequenceEqual("at"u8))
                {
                    return 1;
                }

                break;
        }

        return -1;
    }
}

/// <summary>Reads records that are JSON objects.</summary>
internal static class Cut2Decoder
{
    public static DecodeError Decode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isTombstone, out Cut2Row row)
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

    private static DecodeError Read(ReadOnlySpan<byte> record, out Cut2Row row)
    {
        Utf8JsonReader reader = new(record);
        reader.Read();
        DecodeError error = ReadCut2Row(ref reader, record, out row);
        if (error.IsNone)
        {
            JsonValues.End(ref reader);
        }

        return error;
    }

    private static DecodeError ReadCut2Row(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> record, out Cut2Row value)
    {
        value = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return DecodeErrors.Malformed("it is not a JSON object");
        }

        long userId = default;
        bool hasUserId = false;
        string page = default;
        bool hasPage = false;
        int expected = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int member = FindCut2Row(ref reader, expected);
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
                case 1:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            hasPage = false;
                            break;
                        }

                        if (!JsonValues.TryText(ref reader, record, out page))
                        {
                            if (!JsonValues.IsRepeated(reader, "page"u8))
                            {
                                return DecodeErrors.NotOfType("page", "a text", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasPage = true;
                        break;
                    }
            }
        }

        if (!hasUserId)
        {
            return DecodeErrors.Missing("user_id");
        }

        if (!hasPage)
        {
            return DecodeErrors.Missing("page");
        }

        value = new(userId, page);
        return DecodeError.None;
    }

    private static int FindCut2Row(ref Utf8JsonReader reader, int expected)
    {
        if (reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals("user_id"u8) ? 0 : reader.ValueTextEquals("page"u8) ? 1 : -1;
        }

        ReadOnlySpan<byte> name = reader.ValueSpan;
        switch (expected)
        {
            case 0:
                if (name.SequenceEqual("user_id"u8))
                {
                    return 0;
                }

                break;
            case 1:
                if (name.SequenceEqual("page"u8))
                {
                    return 1;
                }

                break;
        }

        switch (name.Length)
        {
            case 7:
                if (name.SequenceEqual("user_id"u8))
                {
                    return 0;
                }

                break;
            case 4:
                if (name.SequenceEqual("page"u8))
                {
                    return 1;
                }

                break;
        }

        return -1;
    }
}

/// <summary>Reads records that are JSON objects.</summary>
internal static class Cut3Decoder
{
    public static DecodeError Decode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isTombstone, out Cut3Row row)
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

    private static DecodeError Read(ReadOnlySpan<byte> record, out Cut3Row row)
    {
        Utf8JsonReader reader = new(record);
        reader.Read();
        DecodeError error = ReadCut3Row(ref reader, record, out row);
        if (error.IsNone)
        {
            JsonValues.End(ref reader);
        }

        return error;
    }

    private static DecodeError ReadCut3Row(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> record, out Cut3Row value)
    {
        value = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return DecodeErrors.Malformed("it is not a JSON object");
        }

        long userId = default;
        bool hasUserId = false;
        long total = default;
        bool hasTotal = false;
        int expected = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int member = FindCut3Row(ref reader, expected);
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
                case 1:
                    {
                        if (reader.TokenType == JsonTokenType.Null)
                        {
                            hasTotal = false;
                            break;
                        }

                        if (!JsonValues.TryDecimal(ref reader, 12, 2, out total))
                        {
                            if (!JsonValues.IsRepeated(reader, "total"u8))
                            {
                                return DecodeErrors.NotOfType("total", "a decimal(12, 2)", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasTotal = true;
                        break;
                    }
            }
        }

        if (!hasUserId)
        {
            return DecodeErrors.Missing("user_id");
        }

        if (!hasTotal)
        {
            return DecodeErrors.Missing("total");
        }

        value = new(userId, total);
        return DecodeError.None;
    }

    private static int FindCut3Row(ref Utf8JsonReader reader, int expected)
    {
        if (reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals("user_id"u8) ? 0 : reader.ValueTextEquals("total"u8) ? 1 : -1;
        }

        ReadOnlySpan<byte> name = reader.ValueSpan;
        switch (expected)
        {
            case 0:
                if (name.SequenceEqual("user_id"u8))
                {
                    return 0;
                }

                break;
            case 1:
                if (name.SequenceEqual("total"u8))
                {
                    return 1;
                }

                break;
        }

        switch (name.Length)
        {
            case 7:
                if (name.SequenceEqual("user_id"u8))
                {
                    return 0;
                }

                break;
            case 5:
                if (name.SequenceEqual("total"u8))
                {
                    return 1;
                }

                break;
        }

        return -1;
    }
}

/// <summary>Reads records that are JSON objects.</summary>
internal static class Cut4Decoder
{
    public static DecodeError Decode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isTombstone, out Cut4Row row)
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

    private static DecodeError Read(ReadOnlySpan<byte> record, out Cut4Row row)
    {
        Utf8JsonReader reader = new(record);
        reader.Read();
        DecodeError error = ReadCut4Row(ref reader, record, out row);
        if (error.IsNone)
        {
            JsonValues.End(ref reader);
        }

        return error;
    }

    private static DecodeError ReadCut4Row(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> record, out Cut4Row value)
    {
        value = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return DecodeErrors.Malformed("it is not a JSON object");
        }

        long total = default;
        bool hasTotal = false;
        DateTime at = default;
        bool hasAt = false;
        int expected = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int member = FindCut4Row(ref reader, expected);
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
                            hasTotal = false;
                            break;
                        }

                        if (!JsonValues.TryDecimal(ref reader, 12, 2, out total))
                        {
                            if (!JsonValues.IsRepeated(reader, "total"u8))
                            {
                                return DecodeErrors.NotOfType("total", "a decimal(12, 2)", ref reader);
                            }

                            reader.Skip();
                            break;
                        }

                        hasTotal = true;
                        break;
                    }
                case 1:
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
            }
        }

        if (!hasTotal)
        {
            return DecodeErrors.Missing("total");
        }

        if (!hasAt)
        {
            return DecodeErrors.Missing("at");
        }

        value = new(total, at);
        return DecodeError.None;
    }

    private static int FindCut4Row(ref Utf8JsonReader reader, int expected)
    {
        if (reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals("total"u8) ? 0 : reader.ValueTextEquals("at"u8) ? 1 : -1;
        }

        ReadOnlySpan<byte> name = reader.ValueSpan;
        switch (expected)
        {
            case 0:
                if (name.SequenceEqual("total"u8))
                {
                    return 0;
                }

                break;
            case 1:
                if (name.SequenceEqual("at"u8))
                {
                    return 1;
                }

                break;
        }

        switch (name.Length)
        {
            case 5:
                if (name.SequenceEqual("total"u8))
                {
                    return 0;
                }

                break;
            case 2:
                if (name.SequenceEqual("at"u8))
                {
                    return 1;
                }

                break;
        }

        return -1;
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class PagesRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("page", ColumnType.Text, IsKey: true), new("window_start", ColumnType.Instant, IsKey: true), new("n", ColumnType.Int64)];

    public List<PagesAggregateRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly PagesAggregateRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Text(row.Page);
            writer.Instant(row.WindowStart);
            writer.Integer(row.N);
            writer.EndRow();
        }
    }
}

/// <summary>What is known of a group.</summary>
internal struct PagesGroup
{
    public Count N;
}

/// <summary>Groups as state.</summary>
internal readonly struct PagesState : IWindowForm<PagesAggregateKey, PagesGroup>
{
    public static long End(in PagesAggregateKey key) => EventTime.Of(key.WindowStart) + 60000000L;

    public static void WriteKey(in PagesAggregateKey key, ref StateWriter writer) => PagesAggregateKeyForm.Write(key, ref writer);

    public static PagesAggregateKey ReadKey(ref StateReader reader) => PagesAggregateKeyForm.Read(ref reader);

    public static void WriteGroup(in PagesGroup group, ref StateWriter writer)
    {
        group.N.Write(ref writer);
    }

    public static PagesGroup ReadGroup(ref StateReader reader) => new()
    {
        N = Count.Read(ref reader),
    };

    public static void Merge(ref PagesGroup into, in PagesGroup other)
    {
        into.N.Merge(in other.N);
    }
}

/// <summary>Rows for one target.</summary>
internal sealed class MatchedRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("user_id", ColumnType.Int64), new("page", ColumnType.Text), new("total", ColumnType.Decimal(12, 2))];

    public List<MatchedJoinRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly MatchedJoinRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Integer(row.UserId);
            writer.Text(row.Page);
            writer.Decimal(row.Total, 2);
            writer.EndRow();
        }
    }
}

/// <summary>Rows of a join as state.</summary>
internal readonly struct MatchedJoined : IJoinForm<MatchedJoinKey, Cut2Row, Cut3Row>
{
    public static bool CanMatch(in MatchedJoinKey key) => true;

    public static void WriteKey(in MatchedJoinKey key, ref StateWriter writer) => MatchedJoinKeyForm.Write(key, ref writer);

    public static MatchedJoinKey ReadKey(ref StateReader reader) => MatchedJoinKeyForm.Read(ref reader);

    public static void WriteLeft(in Cut2Row row, ref StateWriter writer) => Cut2RowForm.Write(row, ref writer);

    public static Cut2Row ReadLeft(ref StateReader reader) => Cut2RowForm.Read(ref reader);

    public static void WriteRight(in Cut3Row row, ref StateWriter writer) => Cut3RowForm.Write(row, ref writer);

    public static Cut3Row ReadRight(ref StateReader reader) => Cut3RowForm.Read(ref reader);
}

/// <summary>Rows for one target.</summary>
internal sealed class AllOrdersRows : StreamRows
{
    private static readonly ImmutableArray<Column> s_columns = [new("window_start", ColumnType.Instant, IsKey: true), new("total", ColumnType.Decimal(38, 2))];

    public List<AllOrdersAggregateRow> Items { get; } = [];

    public override ImmutableArray<Column> Columns => s_columns;

    public override int Count => Items.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach (ref readonly AllOrdersAggregateRow row in CollectionsMarshal.AsSpan(Items)[from..to])
        {
            writer.BeginRow();
            writer.Instant(row.WindowStart);
            writer.Decimal(row.Total, 2);
            writer.EndRow();
        }
    }
}

/// <summary>What is known of a group.</summary>
internal struct AllOrdersGroup
{
    public SmallDecimalSum Total;
}

/// <summary>Groups as state.</summary>
internal readonly struct AllOrdersState : IWindowForm<AllOrdersAggregateKey, AllOrdersGroup>
{
    public static long End(in AllOrdersAggregateKey key) => EventTime.Of(key.WindowStart) + 3600000000L;

    public static void WriteKey(in AllOrdersAggregateKey key, ref StateWriter writer) => AllOrdersAggregateKeyForm.Write(key, ref writer);

    public static AllOrdersAggregateKey ReadKey(ref StateReader reader) => AllOrdersAggregateKeyForm.Read(ref reader);

    public static void WriteGroup(in AllOrdersGroup group, ref StateWriter writer)
    {
        group.Total.Write(ref writer);
    }

    public static AllOrdersGroup ReadGroup(ref StateReader reader) => new()
    {
        Total = SmallDecimalSum.Read(ref reader),
    };

    public static void Merge(ref AllOrdersGroup into, in AllOrdersGroup other)
    {
        into.Total.Merge(in other.Total);
    }
}

internal readonly struct PagesAggregateKeyForm : IStateForm<PagesAggregateKey>
{
    public static void Write(PagesAggregateKey value, ref StateWriter writer)
    {
        writer.Write<string, ScalarForm>(value.Page);
        writer.Write<DateTime, ScalarForm>(value.WindowStart);
    }

    public static PagesAggregateKey Read(ref StateReader reader) => new(reader.Read<string, ScalarForm>(), reader.Read<DateTime, ScalarForm>());
}

internal readonly struct MatchedJoinKeyForm : IStateForm<MatchedJoinKey>
{
    public static void Write(MatchedJoinKey value, ref StateWriter writer)
    {
        writer.Write<long, ScalarForm>(value.On1);
    }

    public static MatchedJoinKey Read(ref StateReader reader) => new(reader.Read<long, ScalarForm>());
}

internal readonly struct Cut2RowForm : IStateForm<Cut2Row>
{
    public static void Write(Cut2Row value, ref StateWriter writer)
    {
        writer.Write<long, ScalarForm>(value.UserId);
        writer.Write<string, ScalarForm>(value.Page);
    }

    public static Cut2Row Read(ref StateReader reader) => new(reader.Read<long, ScalarForm>(), reader.Read<string, ScalarForm>());
}

internal readonly struct Cut3RowForm : IStateForm<Cut3Row>
{
    public static void Write(Cut3Row value, ref StateWriter writer)
    {
        writer.Write<long, ScalarForm>(value.UserId);
        writer.Write<long, ScalarForm>(value.Total);
    }

    public static Cut3Row Read(ref StateReader reader) => new(reader.Read<long, ScalarForm>(), reader.Read<long, ScalarForm>());
}

internal readonly struct AllOrdersAggregateKeyForm : IStateForm<AllOrdersAggregateKey>
{
    public static void Write(AllOrdersAggregateKey value, ref StateWriter writer)
    {
        writer.Write<DateTime, ScalarForm>(value.WindowStart);
    }

    public static AllOrdersAggregateKey Read(ref StateReader reader) => new(reader.Read<DateTime, ScalarForm>());
}

internal readonly record struct Cut1Row(string Page, DateTime At);

internal readonly record struct Cut2Row(long UserId, string Page);

internal readonly record struct Cut3Row(long UserId, long Total);

internal readonly record struct Cut4Row(long Total, DateTime At);

internal readonly record struct PagesAggregateRow(string Page, DateTime WindowStart, long N);

internal readonly record struct PagesWindowRow(string Page, DateTime At, DateTime WindowStart, DateTime WindowEnd);

internal readonly record struct PagesAggregateKey(string Page, DateTime WindowStart);

internal readonly record struct MatchedJoinRow(long UserId, string Page, long Total);

internal readonly record struct MatchedJoinKey(long On1);

internal readonly record struct AllOrdersAggregateRow(DateTime WindowStart, Int128 Total);

internal readonly record struct AllOrdersWindowRow(long Total, DateTime At, DateTime WindowStart, DateTime WindowEnd);

internal readonly record struct AllOrdersAggregateKey(DateTime WindowStart);

internal readonly record struct ClicksRow(long UserId, string Page, DateTime At);

internal readonly record struct Pages2DeriveRow(string Page, DateTime At, string Repartition1);

internal readonly record struct Matched1OutputRow(long UserId, string Page);

internal readonly record struct OrdersRow(long UserId, long Total, DateTime At);

internal readonly record struct Matched2OutputRow(long UserId, long Total);

internal readonly record struct AllOrders2OutputRow(long Total, DateTime At);
