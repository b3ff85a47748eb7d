using FlowLang.Connectors.Postgres;
using FlowLang.Connectors.Postgres.Streams;
using FlowLang.Runtime;

namespace FlowLang.Streams.Tests.Store;

public sealed class PostgresStreamStoreTests
{
    private const string Zones =
        "SELECT coalesce(string_agg(id || ':' || coalesce(name, '-') || ':' || amount, ' ' ORDER BY id), '') FROM zones";

    [SkippableFact]
    public async Task A_round_is_there_with_its_offsets_and_another_store_goes_on()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using (PostgresStreamStore store = await StoreDatabase.OpenAsync(database.ConnectionString))
        {
            Assert.Empty(await store.TakeAsync(0, 1));
            await store.CommitAsync(1, 10, TestRows.Of(1, 2));
            await store.CommitAsync(2, 20, new TestRows((2, "two", 5, false), (3, null, -1, false)));
            await store.ReleaseAsync([StoreDatabase.Partition(0), StoreDatabase.Partition(1)], CancellationToken.None);
        }

        Assert.Equal("1:n1:1.00 2:two:0.05 3:-:-0.01", await database.ScalarAsync<string>(Zones));
        await using PostgresStreamStore next = await StoreDatabase.OpenAsync(database.ConnectionString);
        Assert.Equal(new PartitionProgress(StoreDatabase.Partition(0), 20, 200), Assert.Single(await next.TakeAsync(0, 1)));
    }

    [SkippableFact]
    public async Task The_last_row_of_a_key_wins_and_deleted_ones_go()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using PostgresStreamStore store = await StoreDatabase.OpenAsync(database.ConnectionString);
        await store.TakeAsync(0);
        await store.CommitAsync(1, 1, new TestRows((1, "a", 1, false), (1, "b", 2, false), (2, "gone", 0, false), (3, "x", 3, false)));
        await store.CommitAsync(
            2, 2, new TestRows((2, null, 0, true), (3, null, 0, true), (3, "again", 9, false), (4, "x", 0, false), (4, "", 0, true)));
        Assert.Equal("1:b:0.02 3:again:0.09", await database.ScalarAsync<string>(Zones));
    }

    [SkippableFact]
    public async Task A_round_without_rows_moves_offsets_and_one_without_progress_keeps_them()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using PostgresStreamStore store = await StoreDatabase.OpenAsync(database.ConnectionString);
        await store.TakeAsync(0, 1);
        await store.CommitAsync(1, 7, TestRows.Of());
        await store.CommitAsync(new StreamCommit(2, [], [TestRows.Of(5)], []), CancellationToken.None);
        Assert.Equal("5:n5:5.00", await database.ScalarAsync<string>(Zones));
        Assert.Equal(new PartitionProgress(StoreDatabase.Partition(0), 7, 70), Assert.Single(await store.TakeAsync(0)));
    }

    [SkippableFact]
    public async Task Many_rows_arrive_whole_by_append()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using PostgresStreamStore store = await StoreDatabase.OpenAsync(
            database.ConnectionString, StoreDatabase.Table(WriteMode.Append));
        await store.TakeAsync(0);
        await store.CommitAsync(1, 1, TestRows.Of(Enumerable.Range(0, 50_000)));
        await store.CommitAsync(2, 2, TestRows.Of(Enumerable.Range(0, 50_000)));
        Assert.Equal(
            "100000:2499950000.00:50000",
            await database.ScalarAsync<string>("SELECT count(*) || ':' || sum(amount) || ':' || count(DISTINCT name) FROM zones"));
    }

    [SkippableFact]
    public async Task Every_type_arrives_unchanged()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        AllTypesRows rows = new();
        await using PostgresStreamStore store = await StoreDatabase.OpenAsync(
            database.ConnectionString, new TableTarget("every", new TableOptions(), rows.Columns));
        await store.TakeAsync(0);
        await store.CommitAsync(1, 1, rows);
        string all = await database.ScalarAsync<string>("""
            SELECT array_to_string(ARRAY[yes::text, small::text, whole::text, single::text, double::text, wide::text, text, bytes::text,
              uuid::text, day::text, time::text, instant::text, datetime::text, interval::text, json::text, list::text, place::text,
              map::text, places[2]::text, grid::text], ' | ') FROM every WHERE id = 0
            """);
        Assert.Equal(
            """
            true | -32768 | 2147483647 | 1.5 | -0.1 | -1234567890123456789012345678.9012345678 | żółw 🐢 | \x00ff
            | 00112233-4455-6677-8899-aabbccddeeff | 1969-12-31 | 23:59:59.999999 | 2024-02-29 12:30:15.25+00 | 0001-01-01 00:00:00
            | 1 year 2 mons -3 days +00:00:01.5 | {"a": [1, null]} | {1,NULL,3} | {"x": 2.5, "tags": ["p", "q"]}
            | {"c": "123.45", "a\"b": "-0.05"} | {"x": 2, "tags": ["p", "q"]} | [[9], []]
            """.ReplaceLineEndings(" "),
            all);
        Assert.Equal(20L, await database.ScalarAsync<long>(
            "SELECT count(*) FROM every, jsonb_each(to_jsonb(every)) AS e WHERE id = 1 AND e.value = 'null'"));
    }

    [SkippableFact]
    public async Task A_former_owner_is_fenced_and_nothing_of_its_round_is_there()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using PostgresStreamStore zombie = await StoreDatabase.OpenAsync(database.ConnectionString);
        await zombie.TakeAsync(0, 1);
        await zombie.CommitAsync(1, 10, TestRows.Of(1));
        await using PostgresStreamStore owner = await StoreDatabase.OpenAsync(database.ConnectionString);
        Assert.Equal(10, Assert.Single(await owner.TakeAsync(0)).NextOffset);
        FencedException fenced = await Assert.ThrowsAsync<FencedException>(
            () => zombie.CommitAsync(2, 20, TestRows.Of(2), StoreDatabase.Change("of the zombie")));
        Assert.Equal(StoreDatabase.Partition(0), fenced.Partition);
        await owner.CommitAsync(1, 15, TestRows.Of(3));
        Assert.Equal("1:n1:1.00 3:n3:3.00", await database.ScalarAsync<string>(Zones));
        Assert.Empty(await owner.StateAsync());

        // What it still owns it goes on with.
        await zombie.CommitAsync(
            new StreamCommit(3, [new(StoreDatabase.Partition(1), 4, null)], [TestRows.Of(4)], []), CancellationToken.None);
        Assert.Equal(4L, await database.ScalarAsync<long>("SELECT next_offset FROM flow.stream_offsets WHERE partition = 1"));
    }

    [SkippableFact]
    public async Task An_owner_without_progress_in_a_partition_is_fenced_by_it_too()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using PostgresStreamStore zombie = await StoreDatabase.OpenAsync(database.ConnectionString);
        await zombie.TakeAsync(0, 1);
        await using PostgresStreamStore owner = await StoreDatabase.OpenAsync(database.ConnectionString);
        await owner.TakeAsync(1);
        await Assert.ThrowsAsync<FencedException>(() => zombie.CommitAsync(1, 10, TestRows.Of(1)));
        Assert.Equal("", await database.ScalarAsync<string>(Zones));
    }

    [SkippableFact]
    public async Task State_comes_back_in_order_and_what_replaces_drops_what_was()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        StateSignature signature = new([new("load", "sum by zone"), new("seen", "set")]);
        await using PostgresStreamStore store = await StoreDatabase.OpenAsync(database.ConnectionString, signature: signature);
        await store.TakeAsync(0);
        await store.CommitAsync(1, 1, TestRows.Of(), StoreDatabase.Change("a"), StoreDatabase.Change("other", group: 1));
        await store.CommitAsync(2, 2, TestRows.Of(), StoreDatabase.Change("b"), StoreDatabase.Change("s", name: "seen"));
        Assert.Equal(["load/0: a", "load/0: b", "load/1: other", "seen/0: s"], await store.StateAsync());
        await store.CommitAsync(
            3, 3, TestRows.Of(), StoreDatabase.Change("lost"), StoreDatabase.Change("c", replaces: true), StoreDatabase.Change("d"));
        await using PostgresStreamStore next = await StoreDatabase.OpenAsync(database.ConnectionString, signature: signature);
        Assert.Equal(["load/0: c", "load/0: d", "load/1: other", "seen/0: s"], await next.StateAsync());
    }

    [SkippableFact]
    public async Task State_of_another_program_is_refused_by_operator()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await (await StoreDatabase.OpenAsync(
            database.ConnectionString, signature: new([new("load", "sum(fare) by zone"), new("seen", "set")]))).DisposeAsync();
        FlowException refused = await Assert.ThrowsAsync<FlowException>(() => StoreDatabase.OpenAsync(
            database.ConnectionString, signature: new([new("load", "sum(fare) by zone, hour"), new("fresh", "x")])));
        Assert.Equal("RT4130", refused.Error.Code);
        Assert.Equal(
            "`load`: its state is of sum(fare) by zone; the program has sum(fare) by zone, hour\n"
            + "`seen`: its state is of set; the program has no such operator",
            refused.Error.Why);
        await (await StoreDatabase.OpenAsync(
            database.ConnectionString,
            signature: new([new("load", "sum(fare) by zone"), new("seen", "set"), new("fresh", "x")]))).DisposeAsync();
    }

    [SkippableFact]
    public async Task A_table_that_is_another_is_refused_before_the_first_row()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE zones (id integer PRIMARY KEY, name integer, amount numeric(12,2) NOT NULL)");
        FlowException refused = await Assert.ThrowsAsync<FlowException>(() => StoreDatabase.OpenAsync(database.ConnectionString));
        Assert.Equal("RT6011", refused.Error.Code);
        await database.ExecuteAsync("DROP TABLE zones; CREATE TABLE zones (id integer, name text, amount numeric(12,2) NOT NULL)");
        Assert.Equal(
            "RT6018", (await Assert.ThrowsAsync<FlowException>(() => StoreDatabase.OpenAsync(database.ConnectionString))).Error.Code);
    }

    [SkippableFact]
    public async Task A_mode_that_streams_do_not_have_is_refused()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        FlowException refused = await Assert.ThrowsAsync<FlowException>(
            () => StoreDatabase.OpenAsync(database.ConnectionString, StoreDatabase.Table(WriteMode.Replace)));
        Assert.Equal("RT4133", refused.Error.Code);
    }

    [SkippableFact]
    public async Task A_value_that_the_database_has_no_form_for_fails_the_round_and_the_store_goes_on()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using PostgresStreamStore store = await StoreDatabase.OpenAsync(database.ConnectionString);
        await store.TakeAsync(0);
        FlowException refused = await Assert.ThrowsAsync<FlowException>(
            () => store.CommitAsync(1, 1, new TestRows((1, "good", 1, false), (2, "a\0b", 1, false))));
        Assert.Equal("RT4132", refused.Error.Code);
        await store.CommitAsync(2, 1, TestRows.Of(3));
        Assert.Equal("3:n3:3.00", await database.ScalarAsync<string>(Zones));
    }

    [SkippableFact]
    public async Task Rejects_are_written_by_themselves()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using PostgresOutput output = new(
            StoreDatabase.Connection(database.ConnectionString), StoreDatabase.Table(WriteMode.Append, "late"));
        await output.OpenAsync(Kafka.KafkaTopic.Run("live"), CancellationToken.None);
        await output.WriteAsync(TestRows.Of(1, 2), CancellationToken.None);
        await output.WriteAsync(TestRows.Of(2), CancellationToken.None);
        Assert.Equal(3L, await database.ScalarAsync<long>("SELECT count(*) FROM late"));
    }
}
