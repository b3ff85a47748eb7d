using FlowLang.Connectors.Postgres.Streams;
using FlowLang.Runtime;

namespace FlowLang.Streams.Tests.Capture;

/// <summary>What the log can hold: large and aborted transactions, changed tables, values that are not in it.</summary>
public sealed class CaptureLogTests
{
    private static int Rows => int.Parse(
        Environment.GetEnvironmentVariable("FLOW_CAPTURE_ROWS") ?? "150000", System.Globalization.CultureInfo.InvariantCulture);

    [SkippableFact]
    public async Task A_large_transaction_is_streamed_to_a_file_and_what_was_rolled_back_never_comes()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY, v text); CREATE TABLE small (id int PRIMARY KEY)");
        await database.ExecuteAsync($"ALTER DATABASE {database.Name} SET logical_decoding_work_mem = '1MB'");
        CaptureOptions options = CaptureReader.Options("t", "small") with { Snapshot = CaptureSnapshot.Never };
        await using CaptureReader reader = await CaptureReader.OpenAsync(database.Url, options, keep: 10);
        await CaptureReader.BeginsAsync(database, options, reader);
        string large = $"INSERT INTO t SELECT i, repeat('x', 80) FROM generate_series({{0}}, {Rows} + {{0}}) i";
        await database.ExecuteAsync($"BEGIN; {string.Format(null, large, 1)}; ROLLBACK");
        Task committed = database.ExecuteAsync($"""
            BEGIN;
            {string.Format(null, large, 1)};
            SAVEPOINT a;
            UPDATE t SET v = 'wrong';
            ROLLBACK TO a;
            UPDATE t SET v = 'right' WHERE id % 10 = 0;
            COMMIT
            """);
        await database.ExecuteAsync("INSERT INTO small VALUES (-1)");
        await committed;
        int tenths = (Rows + 1) / 10;
        reader.ReadUntil(() => reader.Count >= Rows + 2 + tenths);
        await database.ExecuteAsync("INSERT INTO small VALUES (-2)");
        reader.ReadUntil(() => reader.Rows.ContainsKey("""{"id":-2}"""));
        Assert.Equal(Rows + 1 + tenths + 2, reader.Count);
        Assert.DoesNotContain(reader.Rows.Values, row => row.Contains("wrong", StringComparison.Ordinal));
        Assert.Equal(tenths, reader.Rows.Values.Count(row => row.Contains("right", StringComparison.Ordinal)));
        Assert.InRange(reader.LargestBatch, 1, 5000);
        Assert.InRange(
            await database.ScalarAsync<long>(
                $"SELECT stream_txns FROM pg_stat_replication_slots WHERE slot_name = '{options.Slot}'"), 1, 3);
    }

    [SkippableFact]
    public async Task A_large_value_that_is_left_alone_is_marked_or_comes_with_the_whole_old_row()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync("""
            CREATE TABLE t (id int PRIMARY KEY, n int, big text, raw bytea);
            ALTER TABLE t ALTER big SET STORAGE EXTERNAL, ALTER raw SET STORAGE EXTERNAL;
            INSERT INTO t VALUES (1, 0, repeat('b', 5000), decode(repeat('00', 5000), 'hex'))
            """);
        CaptureOptions options = CaptureReader.Options("t");
        await using CaptureReader reader = await CaptureReader.OpenAsync(database.Url, options);
        await CaptureReader.BeginsAsync(database, options, reader);
        await database.ExecuteAsync("UPDATE t SET n = 1");
        await database.ExecuteAsync("ALTER TABLE t REPLICA IDENTITY FULL");
        await database.ExecuteAsync("UPDATE t SET n = 2");
        await database.ExecuteAsync("DELETE FROM t");
        reader.ReadUntil(() => reader.Changes.Count >= 5);
        Assert.Equal(
            """{"id":1,"n":1,"big":"__debezium_unavailable_value","raw":"X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ=="}""",
            reader.Changes[1].After);
        Assert.Contains(new string('b', 5000), reader.Changes[2].After, StringComparison.Ordinal);
        Assert.Contains("\"n\":1,", reader.Changes[2].Before, StringComparison.Ordinal);
        Assert.Contains(new string('b', 5000), reader.Changes[3].Before, StringComparison.Ordinal);
        Assert.Equal(["r", "u", "u", "d", "tombstone"], reader.Changes.Select(c => c.Operation));
    }

    [SkippableFact]
    public async Task A_new_nullable_column_is_carried()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1)");
        CaptureOptions options = CaptureReader.Options("t") with { Tables = [new CaptureTable("t", [new("id", ColumnType.Int32)])] };
        await using CaptureReader reader = await CaptureReader.OpenAsync(database.Url, options);
        await CaptureReader.BeginsAsync(database, options, reader);
        await database.ExecuteAsync("INSERT INTO t VALUES (2)");
        await database.ExecuteAsync("ALTER TABLE t ADD note text");
        await database.ExecuteAsync("INSERT INTO t VALUES (3, 'n')");
        reader.ReadUntil(() => reader.Changes.Count == 3);
        Assert.Equal(["""{"id":1}""", """{"id":2}""", """{"id":3,"note":"n"}"""], reader.Changes.Select(c => c.After));
    }

    [SkippableTheory]
    [InlineData("ALTER TABLE t DROP COLUMN v", "`v` was dropped")]
    [InlineData("ALTER TABLE t RENAME v TO w", "`v` was dropped or has another name")]
    [InlineData("ALTER TABLE t ALTER v TYPE text", "`v` is no integer any more")]
    [InlineData("ALTER TABLE t ADD must int NOT NULL DEFAULT 5", "`must` was added and is not null")]
    public async Task Any_other_change_of_a_table_stops_before_the_first_row_of_the_new_shape(string change, string said)
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY, v int)");
        CaptureOptions options = CaptureReader.Options("t");
        await using (CaptureReader reader = await CaptureReader.OpenAsync(database.Url, options))
        {
            await CaptureReader.BeginsAsync(database, options, reader);
            await database.ExecuteAsync("INSERT INTO t VALUES (1, 1)");
            await database.ExecuteAsync(change);
            await database.ExecuteAsync("INSERT INTO t (id) VALUES (2)");
            FlowError error = Assert.Throws<FlowException>(reader.ReadToEnd).Error;
            Assert.Equal(("RT4166", ErrorKind.Schema), (error.Code, error.Kind));
            Assert.Contains(said, error.Message, StringComparison.Ordinal);
            Assert.Equal(["""{"id":1,"v":1}"""], reader.Changes.Select(c => c.After));
        }

        // The program as it is for the table as it is now goes on, with rows of before the change, too.
        await using CaptureReader next = await CaptureReader.OpenAsync(database.Url, options, isBounded: true);
        next.ReadToEnd();
        Assert.Contains("""{"id":2}""", next.Changes.Select(c => c.Key));
    }

    [SkippableFact]
    public async Task A_partitioned_table_is_captured_as_one()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync("""
            CREATE TABLE t (id int PRIMARY KEY) PARTITION BY RANGE (id);
            CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10);
            CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (10) TO (20);
            INSERT INTO t VALUES (1)
            """);
        CaptureOptions options = CaptureReader.Options("t");
        await using CaptureReader reader = await CaptureReader.OpenAsync(database.Url, options);
        await CaptureReader.BeginsAsync(database, options, reader);
        await database.ExecuteAsync("INSERT INTO t VALUES (11)");
        reader.ReadUntil(() => reader.Changes.Count == 2);
        Assert.All(reader.Changes, c => Assert.Equal("t", c.Source.GetProperty("table").GetString()));
    }
}
