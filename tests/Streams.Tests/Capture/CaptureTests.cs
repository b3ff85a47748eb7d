using FlowLang.Connectors.Postgres.Streams;
using FlowLang.Runtime;

namespace FlowLang.Streams.Tests.Capture;

/// <summary>Changes of a real server: what comes, in which form, and that replaying it gives the table.</summary>
public sealed class CaptureTests
{
    [SkippableFact]
    public async Task Every_kind_of_change_comes_in_its_envelope()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(
            "CREATE TABLE trips (id int PRIMARY KEY, zone text, fare numeric(8, 2)); INSERT INTO trips VALUES (1, 'a', 1)");
        CaptureOptions options = CaptureReader.Options("public.trips");
        await using CaptureReader reader = await CaptureReader.OpenAsync(database.Url, options);
        reader.ReadUntil(() => reader.Changes.Count == 1);
        await database.ExecuteAsync("INSERT INTO trips VALUES (2, 'b \"q\" \\ é', 2.50)");
        await database.ExecuteAsync("UPDATE trips SET zone = NULL WHERE id = 2");
        await database.ExecuteAsync("UPDATE trips SET id = 3 WHERE id = 2");
        await database.ExecuteAsync("DELETE FROM trips WHERE id = 3");
        await database.ExecuteAsync("TRUNCATE trips");
        reader.ReadUntil(() => reader.Changes.Count == 9);
        Assert.Equal(
            [
                """{"id":1} r - {"id":1,"zone":"a","fare":"1.00"}""",
                """{"id":2} c - {"id":2,"zone":"b \"q\" \\ é","fare":"2.50"}""",
                """{"id":2} u - {"id":2,"zone":null,"fare":"2.50"}""",
                """{"id":2} d {"id":2,"zone":null,"fare":null} -""",
                """{"id":2} tombstone - -""",
                """{"id":3} c - {"id":3,"zone":null,"fare":"2.50"}""",
                """{"id":3} d {"id":3,"zone":null,"fare":null} -""",
                """{"id":3} tombstone - -""",
                """ t - -""",
            ],
            reader.Changes.Select(c => $"{c.Key} {c.Operation} {c.Before ?? "-"} {c.After ?? "-"}"));
        var source = reader.Changes[1].Source;
        Assert.Equal("postgresql", source.GetProperty("connector").GetString());
        Assert.Equal("pg", source.GetProperty("name").GetString());
        Assert.Equal(database.Name, source.GetProperty("db").GetString());
        Assert.Equal(("public", "trips"), (source.GetProperty("schema").GetString(), source.GetProperty("table").GetString()));
        Assert.Equal("false", source.GetProperty("snapshot").GetString());
        Assert.Equal("true", reader.Changes[0].Source.GetProperty("snapshot").GetString());
        string lsn = $"\"{source.GetProperty("lsn").GetUInt64()}\"";
        Assert.Contains(lsn, source.GetProperty("sequence").GetString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Values_of_all_types_read_the_same_from_the_log_as_from_the_snapshot()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(AllTypes.Table);
        CaptureOptions options = CaptureReader.Options("all_types");
        await using CaptureReader reader = await CaptureReader.OpenAsync(database.Url, options);
        await CaptureReader.BeginsAsync(database, options, reader);
        await database.ExecuteAsync(AllTypes.Rows);
        reader.ReadUntil(() => reader.Rows.Count == 4);
        Assert.Equal(AllTypes.Json, reader.Rows["""{"id":1}"""]);
        Assert.Equal(await CaptureReader.SnapshotAsync(database, "all_types"), reader.Rows);
    }

    [SkippableFact]
    public async Task A_restart_goes_on_behind_what_was_safe()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(
            "CREATE TABLE t (id int PRIMARY KEY, v int); INSERT INTO t SELECT i, 0 FROM generate_series(1, 1000) i");
        CaptureOptions options = CaptureReader.Options("t");
        CaptureReader first = await CaptureReader.OpenAsync(database.Url, options);
        await using (first)
        {
            first.ReadUntil(() => first.Count == 1000);
            await database.ExecuteAsync("UPDATE t SET v = 1 WHERE id <= 500");
            first.ReadUntil(() => first.Count == 1500);
            first.IsReporting = false;
            await database.ExecuteAsync("UPDATE t SET v = 2 WHERE id <= 100");
            first.ReadUntil(() => first.Count == 1600);
        }

        await database.ExecuteAsync("DELETE FROM t WHERE id > 900");
        await using CaptureReader second = await CaptureReader.OpenAsync(database.Url, options, isBounded: true, before: first);
        second.ReadToEnd();
        Assert.Equal(300, second.Count);
        Assert.Equal(await CaptureReader.SnapshotAsync(database, "t"), second.Rows);
    }

    [SkippableFact]
    public async Task A_reader_with_its_own_offsets_goes_on_in_the_middle_of_a_transaction()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY)");
        CaptureOptions options = CaptureReader.Options("t") with { Snapshot = CaptureSnapshot.Never };
        long offset;
        await using (CaptureReader first = await CaptureReader.OpenAsync(database.Url, options))
        {
            first.IsReporting = false;
            await CaptureReader.BeginsAsync(database, options, first);
            await database.ExecuteAsync("INSERT INTO t SELECT generate_series(1, 20000)");
            first.ReadUntil(() => first.Count > 0);
            Assert.InRange(first.Count, 1, 19_999);
            offset = first.NextOffset;
        }

        await using CaptureReader second = await CaptureReader.OpenAsync(database.Url, options, from: offset, isBounded: true);
        second.ReadToEnd();
        Assert.Equal(20_000 - (offset / 4), second.Count);
        Assert.Equal($"{{\"id\":{(offset / 4) + 1}}}", second.Changes[0].Key);
    }

    [SkippableFact]
    public async Task Several_tables_share_a_slot_and_others_of_the_publication_are_passed_over()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(
            "CREATE SCHEMA \"S\"; CREATE TABLE \"S\".a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY);"
            + "CREATE TABLE c (id int PRIMARY KEY); "
            + "CREATE PUBLICATION flow_pub FOR ALL TABLES");
        CaptureOptions options = CaptureReader.Options("S.a", "b") with { Snapshot = CaptureSnapshot.Never };
        await using (CaptureReader reader = await CaptureReader.OpenAsync(database.Url, options))
        {
            await CaptureReader.BeginsAsync(database, options, reader);
            await database.ExecuteAsync("INSERT INTO \"S\".a VALUES (1); INSERT INTO c VALUES (2); INSERT INTO b VALUES (3)");
            reader.ReadUntil(() => reader.Count == 2);
            Assert.Equal(["a", "b"], reader.Changes.Select(c => c.Source.GetProperty("table").GetString()));

            // Changes of others let the slot move, too: a heartbeat passes them.
            await database.ExecuteAsync("INSERT INTO c SELECT generate_series(10, 5000)");
            string end = await database.ScalarAsync<string>("SELECT pg_current_wal_lsn()::text");
            await PassAsync(database, reader, options.Slot, end);
        }
    }

    [SkippableFact]
    public async Task The_slot_of_an_idle_database_moves_with_heartbeats()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY)");
        CaptureOptions options = CaptureReader.Options("t");
        await using CaptureReader reader = await CaptureReader.OpenAsync(database.Url, options);
        await CaptureReader.BeginsAsync(database, options, reader);
        await database.ExecuteAsync("CREATE TABLE other AS SELECT generate_series(1, 50000)");
        await PassAsync(database, reader, options.Slot, await database.ScalarAsync<string>("SELECT pg_current_wal_lsn()::text"));
        Assert.Empty(reader.Changes);
    }

    [SkippableFact]
    public async Task Nothing_is_confirmed_that_is_not_said_to_be_safe()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY)");
        CaptureOptions options = CaptureReader.Options("t");
        await using (CaptureReader reader = await CaptureReader.OpenAsync(database.Url, options))
        {
            await database.ExecuteAsync("INSERT INTO t VALUES (1)");
            reader.ReadUntil(() => reader.Count == 1);
            reader.IsReporting = false;
            await database.ExecuteAsync("INSERT INTO t VALUES (2)");
            reader.ReadUntil(() => reader.Count == 2);
            long began = TimeProvider.System.GetTimestamp();
            reader.ReadUntil(() => TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromSeconds(3)); // several heartbeats
        }

        await using CaptureReader again = await CaptureReader.OpenAsync(database.Url, options, isBounded: true);
        again.ReadToEnd();
        Assert.Equal(["""{"id":2}"""], again.Changes.Select(c => c.Key));
    }

    private static async Task PassAsync(PostgresDatabase database, CaptureReader reader, string slot, string lsn)
    {
        bool isPast = false;
        for (int i = 0; i < 300 && !isPast; i++)
        {
            reader.ReadOnce();
            isPast = await database.ScalarAsync<bool>(
                $"SELECT confirmed_flush_lsn >= '{lsn}' FROM pg_replication_slots WHERE slot_name = '{slot}'");
        }

        Assert.True(isPast, $"the slot did not come to {lsn}");
    }
}
