using FlowLang.Connectors.Postgres.Streams;
using FlowLang.Runtime;
using Npgsql;

namespace FlowLang.Streams.Tests.Capture;

/// <summary>Several tables of a slot: which come, go and come again.</summary>
public sealed class CaptureTableTests
{
    [SkippableFact]
    public async Task Tables_that_come_and_go_have_their_rows_and_what_was_written_before_they_were_published()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(
            """
            CREATE TABLE a (id int PRIMARY KEY, v int); INSERT INTO a SELECT i, 0 FROM generate_series(1, 3000) i;
            CREATE TABLE b (name text PRIMARY KEY, v int); INSERT INTO b SELECT 'n' || i, 0 FROM generate_series(1, 3000) i;
            CREATE SCHEMA flow;
            CREATE TABLE flow.captures (slot text PRIMARY KEY, owner text NOT NULL, lsn pg_lsn, number bigint NOT NULL,
              moved_at timestamptz NOT NULL DEFAULT clock_timestamp())
            """);
        CaptureOptions one = CaptureReader.Options("a") with { MayRepeatSnapshot = true };
        CaptureOptions both = one with { Tables = [new CaptureTable("b", []), .. one.Tables] };
        CaptureReader reader = await ToEndAsync(database, one, null);
        Assert.Equal(["public.a"], await TablesAsync(database, one));

        // What this transaction wrote is not in the log of the publication: it wrote before.
        await using NpgsqlConnection link = await database.OpenAsync();
        await using NpgsqlTransaction early = await link.BeginTransactionAsync();
        await using NpgsqlCommand write = new("INSERT INTO b VALUES ('early', 1); UPDATE b SET v = 1 WHERE name = 'n7'", link, early);
        await write.ExecuteNonQueryAsync();
        await using (CaptureReader meanwhile = await CaptureReader.OpenAsync(database.Url, both, before: reader))
        {
            await database.ExecuteAsync("UPDATE a SET v = 2 WHERE id < 100");
            meanwhile.ReadUntil(() => meanwhile.Changes.Count == 99);
            Assert.DoesNotContain(meanwhile.Changes, change => change.Operation == "r");
            await early.CommitAsync();
            meanwhile.ReadUntil(() => meanwhile.Changes.Count(c => c.Operation == "r") == 3001);
            reader = meanwhile;
        }

        reader = await ToEndAsync(database, both, reader);
        Assert.Equal(await CaptureReader.SnapshotAsync(database, "a", "b"), reader.Rows);
        Assert.Equal(["public.a", "public.b"], await TablesAsync(database, one));
        Assert.Equal(1, await database.CountAsync($"flow.captures WHERE slot = '{one.Slot}' AND rest IS NULL"));

        // Where a table was away, changes of it were passed over.
        reader = await ToEndAsync(database, both with { Tables = [new CaptureTable("b", [])] }, reader);
        await database.ExecuteAsync("UPDATE a SET v = 3 WHERE id > 2900; INSERT INTO b VALUES ('late', 1)");
        reader = await ToEndAsync(database, both with { Tables = [new CaptureTable("b", [])] }, reader);
        Assert.Equal(["", "public.b"], await TablesAsync(database, one));
        reader = await ToEndAsync(database, both, reader);
        Assert.Equal(["", "public.b", "public.a"], await TablesAsync(database, one));
        Assert.Equal(await CaptureReader.SnapshotAsync(database, "a", "b"), reader.Rows);
    }

    [SkippableTheory]
    [InlineData(true, "count them twice")]
    [InlineData(false, "it has no key")]
    public async Task A_table_that_can_not_be_added_is_refused(bool hasKey, string why)
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(
            $"CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int {(hasKey ? "PRIMARY KEY" : "")}); "
            + "ALTER TABLE b REPLICA IDENTITY FULL");
        CaptureOptions one = CaptureReader.Options("a") with { MayRepeatSnapshot = !hasKey };
        await ToEndAsync(database, one, null);

        FlowException e = await Assert.ThrowsAsync<FlowException>(
            () => CaptureReader.OpenAsync(database.Url, one with { Tables = [.. one.Tables, new CaptureTable("b", [])] }));

        Assert.Equal("RT4169", e.Error.Code);
        Assert.Contains(why, e.Error.Why, StringComparison.Ordinal);
    }

    private static async Task<CaptureReader> ToEndAsync(PostgresDatabase database, CaptureOptions options, CaptureReader? before)
    {
        CaptureReader reader = await CaptureReader.OpenAsync(database.Url, options, isBounded: true, before: before);
        await using (reader)
        {
            reader.ReadToEnd();
        }

        return reader;
    }

    private static async Task<string[]> TablesAsync(PostgresDatabase database, CaptureOptions options)
    {
        await using NpgsqlConnection link = await database.OpenAsync();
        await using NpgsqlCommand command = new($"SELECT tables FROM flow.captures WHERE slot = '{options.Slot}'", link);
        return await command.ExecuteScalarAsync() as string[] ?? [];
    }
}
