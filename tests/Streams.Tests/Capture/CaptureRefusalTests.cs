using FlowLang.Connectors.Postgres.Streams;
using FlowLang.Runtime;

namespace FlowLang.Streams.Tests.Capture;

/// <summary>What keeps changes from being captured is refused, with advice, before one of them is missed.</summary>
public sealed class CaptureRefusalTests
{
    [SkippableTheory]
    [InlineData("CREATE TABLE other (id int)", "RT4151", "schema.table")]
    [InlineData("CREATE VIEW t AS SELECT 1 AS id", "RT4151", "schema.table")]
    [InlineData("CREATE UNLOGGED TABLE t (id int PRIMARY KEY)", "RT4151", "schema.table")]
    [InlineData("CREATE TABLE t (id int)", "RT4152", "primary key")]
    [InlineData("CREATE TABLE t (id int PRIMARY KEY); ALTER TABLE t REPLICA IDENTITY NOTHING", "RT4152", "FULL")]
    [InlineData("CREATE TABLE t (id int PRIMARY KEY); CREATE PUBLICATION flow_pub", "RT4154", "ADD TABLE \"public\".\"t\"")]
    [InlineData("CREATE TABLE t (id int PRIMARY KEY, v int); CREATE PUBLICATION flow_pub FOR TABLE t (id)", "RT4154", "column list")]
    [InlineData("CREATE TABLE t (id int PRIMARY KEY); CREATE PUBLICATION flow_pub FOR TABLE t WHERE (id > 5)", "RT4154", "a filter")]
    [InlineData(
        "CREATE TABLE t (id int PRIMARY KEY); CREATE PUBLICATION flow_pub FOR TABLE t WITH (publish = 'insert')", "RT4154", "SET (publish")]
    [InlineData("CREATE TYPE pair AS (a int, b int); CREATE TABLE t (id int PRIMARY KEY, p pair)", "RT4155", "leave it out")]
    [InlineData(
        "CREATE TABLE t (id int PRIMARY KEY); SELECT pg_create_logical_replication_slot('{slot}', 'pgoutput')", "RT4156", "another slot")]
    [InlineData("CREATE TABLE t (id int PRIMARY KEY); SELECT pg_create_physical_replication_slot('{slot}')", "RT4156", "another slot")]
    public async Task A_table_or_slot_that_can_not_be_followed_is_refused(string setup, string code, string advice)
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        CaptureOptions options = CaptureReader.Options("t");
        foreach (string statement in setup.Replace("{slot}", options.Slot, StringComparison.Ordinal).Split("; "))
        {
            await database.ExecuteAsync(statement);
        }

        try
        {
            FlowError seen = (await Assert.ThrowsAsync<FlowException>(() => CaptureReader.LookAsync(database.Url, options))).Error;
            FlowError error = (await Assert.ThrowsAsync<FlowException>(() => CaptureReader.OpenAsync(database.Url, options))).Error;
            Assert.Equal(error, seen);
            Assert.Equal(code, error.Code);
            Assert.Contains(advice, error.Help, StringComparison.Ordinal);
        }
        finally
        {
            await database.ExecuteAsync(
                $"SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '{options.Slot}'");
        }
    }

    [SkippableFact]
    public async Task A_look_makes_no_publication_no_table_and_no_slot()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY)");
        CaptureOptions options = CaptureReader.Options("t");
        Assert.Equal(
            $"makes publication flow_pub, makes slot {options.Slot}, and reads the rows that are there first",
            await CaptureReader.LookAsync(database.Url, options));
        Assert.Equal(0L, await database.ScalarAsync<long>("SELECT count(*) FROM pg_publication"));
        Assert.Equal(0L, await database.CountAsync($"pg_replication_slots WHERE slot_name = '{options.Slot}'"));
        Assert.Equal(0L, await database.CountAsync("pg_namespace WHERE nspname = 'flow'"));
        await using (CaptureReader reader = await CaptureReader.OpenAsync(database.Url, options))
        {
            await CaptureReader.BeginsAsync(database, options, reader);
        }

        string then = await CaptureReader.LookAsync(database.Url, options);
        Assert.Equal($"publication flow_pub has what is captured, goes on with slot {options.Slot}", then);
    }

    [SkippableFact]
    public async Task A_user_without_rights_is_told_what_to_run()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        string user = $"u_{Guid.NewGuid():N}";
        await database.ExecuteAsync($"CREATE TABLE t (id int PRIMARY KEY); CREATE USER {user}; GRANT SELECT ON t TO {user}");
        try
        {
            CaptureOptions options = CaptureReader.Options("t");
            string url = database.UrlFor(user, null);
            async Task<string> SeenAsync() =>
                (await Assert.ThrowsAsync<FlowException>(() => CaptureReader.LookAsync(url, options))).Error.Code;
            Assert.Equal("RT4164", await SeenAsync());
            Assert.Equal("RT4164", (await Assert.ThrowsAsync<FlowException>(() => CaptureReader.OpenAsync(url, options))).Error.Code);
            await database.ExecuteAsync($"ALTER USER {user} REPLICATION");
            Assert.Equal("RT4153", await SeenAsync());
            FlowError publication = (await Assert.ThrowsAsync<FlowException>(() => CaptureReader.OpenAsync(url, options))).Error;
            Assert.Equal("RT4153", publication.Code);
            string statement = publication.Help?[publication.Help.IndexOf("CREATE", StringComparison.Ordinal)..] ?? "";
            await database.ExecuteAsync(statement);
            Assert.Equal("RT4163", await SeenAsync());
            Assert.Equal("RT4163", (await Assert.ThrowsAsync<FlowException>(() => CaptureReader.OpenAsync(url, options))).Error.Code);
            await database.ExecuteAsync($"GRANT CREATE ON DATABASE {database.Name} TO {user}; INSERT INTO t VALUES (1)");
            await using CaptureReader reader = await CaptureReader.OpenAsync(url, options, isBounded: true);
            reader.ReadToEnd();
            Assert.Equal(1, reader.Count);
        }
        finally
        {
            await database.DisposeAsync();
            await using PostgresDatabase other = await PostgresDatabase.CreateAsync();
            await other.ExecuteAsync($"DROP USER {user}");
        }
    }

    [SkippableFact]
    public async Task A_slot_that_somebody_dropped_made_again_or_moved_is_no_slot_to_go_on_with()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY)");
        CaptureOptions options = CaptureReader.Options("t");
        await using (CaptureReader reader = await CaptureReader.OpenAsync(database.Url, options))
        {
            await CaptureReader.BeginsAsync(database, options, reader);
        }

        await database.ExecuteAsync($"INSERT INTO t VALUES (1); SELECT pg_drop_replication_slot('{options.Slot}')");
        Assert.Equal("RT4158", (await Assert.ThrowsAsync<FlowException>(() => CaptureReader.LookAsync(database.Url, options))).Error.Code);
        Assert.Equal("RT4158", (await Assert.ThrowsAsync<FlowException>(() => CaptureReader.OpenAsync(database.Url, options))).Error.Code);
        await database.ExecuteAsync($"SELECT pg_create_logical_replication_slot('{options.Slot}', 'pgoutput')");
        FlowError again = (await Assert.ThrowsAsync<FlowException>(() => CaptureReader.OpenAsync(database.Url, options))).Error;
        Assert.Equal("RT4159", again.Code);
        Assert.Contains("DELETE FROM flow.captures", again.Help, StringComparison.Ordinal);

        // Done what it says, it begins again with what is there.
        await database.ExecuteAsync($"SELECT pg_drop_replication_slot('{options.Slot}'); DELETE FROM flow.captures");
        await using CaptureReader anew = await CaptureReader.OpenAsync(database.Url, options, isBounded: true);
        anew.ReadToEnd();
        Assert.Equal(["r"], anew.Changes.Select(c => c.Operation));
    }

    [SkippableFact]
    public async Task A_store_that_lacks_what_was_taken_and_a_second_reader_are_refused()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t SELECT generate_series(1, 10)");
        CaptureOptions options = CaptureReader.Options("t");
        await using (CaptureReader reader = await CaptureReader.OpenAsync(database.Url, options))
        {
            await CaptureReader.BeginsAsync(database, options, reader);
            string seen = await CaptureReader.LookAsync(database.Url, options, 40);
            Assert.Contains($"slot {options.Slot} is read now by flow capture", seen, StringComparison.Ordinal);
            FlowException second = await Assert.ThrowsAsync<FlowException>(() => CaptureReader.OpenAsync(database.Url, options));
            Assert.Equal(("RT4157", true), (second.Error.Code, second.Error.Transient));
        }

        FlowException lacks = await Assert.ThrowsAsync<FlowException>(() => CaptureReader.LookAsync(database.Url, options, 0));
        Assert.Equal("RT4161", lacks.Error.Code);
        await using CaptureReader behind = await CaptureReader.OpenAsync(database.Url, options, from: 0);
        Assert.Equal("RT4161", Assert.Throws<FlowException>(behind.ReadToEnd).Error.Code);
    }
}
