using FlowLang.Connectors.Postgres.Streams;
using Npgsql;

namespace FlowLang.Streams.Tests.Capture;

/// <summary>Interrupted snapshots that are finished in chunks beside the log, while rows change.</summary>
public sealed class CaptureChunkTests
{
    private const int Rows = 30_000;

    [SkippableFact]
    public async Task Interrupted_again_and_again_while_rows_change_it_ends_with_what_the_tables_have()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(
            $"""
            CREATE TABLE a (id int PRIMARY KEY, v int); INSERT INTO a SELECT i, 0 FROM generate_series(1, {Rows}) i;
            CREATE TABLE b (name text, at timestamptz, v int, PRIMARY KEY (at, name));
            INSERT INTO b SELECT E'it''s \\ ' || i, timestamptz '2024-01-01' + i % 100 * interval '1.5 s', 0 FROM generate_series(1, {Rows}) i
            """);
        CaptureOptions options = CaptureReader.Options("a", "b") with { MayRepeatSnapshot = true };
        using CancellationTokenSource enough = new();
        CaptureReader before = await CaptureReader.OpenAsync(database.Url, options);
        await using (before)
        {
            before.ReadUntil(() => before.Count > 5_000);
        }

        Task writers = Task.WhenAll(Enumerable.Range(0, 3).Select(n => WriteAsync(database, n, enough.Token)));
        bool wasMidway = false;
        for (int life = 0; life < 5; life++)
        {
            CaptureReader reader = await CaptureReader.OpenAsync(database.Url, options, from: before.NextOffset, before: before);
            await using (reader)
            {
                reader.ReadUntil(() => reader.Changes.Count(c => c.Operation == "r") > 3_000 + (life * 1_000));
            }

            wasMidway |= await database.CountAsync("flow.captures WHERE rest LIKE '[_,%'") == 1;
            before = reader;
        }

        Assert.True(wasMidway, "no chunk was kept");
        await enough.CancelAsync();
        await writers;
        await using CaptureReader last =
            await CaptureReader.OpenAsync(database.Url, options, from: before.NextOffset, isBounded: true, before: before);
        last.ReadToEnd();
        Assert.Equal(await CaptureReader.SnapshotAsync(database, "a", "b"), last.Rows);
        Assert.Equal(1, await database.CountAsync($"flow.captures WHERE slot = '{options.Slot}' AND rest IS NULL AND lsn IS NOT NULL"));
    }

    [Theory]
    [InlineData("100:105:102", 99, true)]
    [InlineData("100:105:102", 101, true)]
    [InlineData("100:105:102", 102, false)]
    [InlineData("100:105:102", 105, false)]
    [InlineData("4294967290:4294967300:4294967298", 4294967291, true)]
    [InlineData("4294967290:4294967300:4294967298", 2, false)]
    [InlineData("4294967290:4294967300:4294967298", 1, true)]
    [InlineData("4294967290:4294967300:", 5, false)]
    public void A_transaction_is_seen_by_the_lower_half_of_its_number(string snapshot, uint transaction, bool isSeen) =>
        Assert.Equal(isSeen, new VisibleTransactions(snapshot).Has(transaction));

    private static async Task WriteAsync(PostgresDatabase database, int number, CancellationToken enough)
    {
        Random random = new(number);
        await using NpgsqlConnection link = await database.OpenAsync();
        for (int i = 1; !enough.IsCancellationRequested; i++)
        {
            // Each writer has rows of its own, so that none waits for another.
            int id = (random.Next(Rows / 100) * 100) + (random.Next(33) * 3) + number;
            string change = random.Next(5) switch
            {
                0 => $"DELETE FROM a WHERE id = {id}",
                1 => $"INSERT INTO a VALUES ({id}, {i}) ON CONFLICT (id) DO UPDATE SET v = EXCLUDED.v",
                2 => $"UPDATE a SET id = -id, v = {i} WHERE id = {id} AND NOT EXISTS (SELECT FROM a WHERE id = -{id})",
                3 => $"UPDATE b SET v = {i} WHERE at = timestamptz '2024-01-01' + {id % 100} * interval '1.5 s' AND v % 7 = {i % 7}",
                _ => $"DELETE FROM b WHERE name = E'it''s \\\\ {id}'",
            };
            await using NpgsqlTransaction transaction = await link.BeginTransactionAsync(CancellationToken.None);
            await using NpgsqlCommand command = new(change, link, transaction);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
            await Task.Delay(random.Next(20), CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
        }
    }
}
