using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FlowLang.Connectors.Postgres.Streams;
using FlowLang.Runtime;

namespace FlowLang.Streams.Tests.Capture;

/// <summary>Servers that die and slots that are lost: what is taken up again misses nothing.</summary>
public sealed class CaptureFaultTests
{
    private const string Fingerprint =
        "SELECT encode(sha256(convert_to(string_agg(id || ':' || v, ',' ORDER BY id), 'UTF8')), 'hex') FROM t";

    [SkippableFact]
    public async Task A_server_that_is_killed_again_and_again_loses_no_change()
    {
        await using PrivatePostgres server = await PrivatePostgres.StartAsync();
        await server.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY, v int)");
        await server.ExecuteAsync("INSERT INTO t SELECT i, 0 FROM generate_series(1, 2000) i");
        CaptureOptions options = CaptureReader.Options("t") with { MayRepeatSnapshot = true };
        CaptureReader? before = null;
        for (int life = 1; life <= 4; life++)
        {
            CaptureReader reader = await CaptureReader.OpenAsync(server.Url, options, before: before);
            await using (reader)
            {
                for (int i = 0; i < 20; i++)
                {
                    await server.ExecuteAsync($"UPDATE t SET v = {(life * 100) + i} WHERE id % 20 = {i}");
                    await server.ExecuteAsync($"DELETE FROM t WHERE id = {(life * 20) + i}");
                    reader.ReadOnce();
                }

                await server.KillAsync();
                FlowError error = Assert.Throws<FlowException>(() => reader.ReadUntil(() => false)).Error;
                Assert.True(error.Transient, error.ToString());
            }

            await server.RestartAsync();
            before = reader;
        }

        await using CaptureReader last = await CaptureReader.OpenAsync(server.Url, options, isBounded: true, before: before);
        last.ReadToEnd();
        Assert.True(Replayed(last).Equals(await server.ScalarAsync(Fingerprint)), "replayed changes are not the table");
    }

    [SkippableFact]
    public async Task An_interrupted_snapshot_is_finished_and_refused_where_rows_would_count_twice()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY, v int)");
        await database.ExecuteAsync("INSERT INTO t SELECT i, 0 FROM generate_series(1, 100000) i");
        CaptureOptions options = CaptureReader.Options("t");
        CaptureReader first = await CaptureReader.OpenAsync(database.Url, options);
        await using (first)
        {
            first.ReadUntil(() => first.Count > 10_000);
            Assert.InRange(first.Count, 10_001, 99_999);
        }

        await database.ExecuteAsync("UPDATE t SET v = 1 WHERE id % 2 = 0; DELETE FROM t WHERE id % 3 = 0");
        await using (CaptureReader counting = await CaptureReader.OpenAsync(database.Url, options, from: first.NextOffset))
        {
            Assert.Equal("RT4162", Assert.Throws<FlowException>(counting.ReadToEnd).Error.Code);
        }

        options = options with { MayRepeatSnapshot = true };
        await using CaptureReader second =
            await CaptureReader.OpenAsync(database.Url, options, from: first.NextOffset, isBounded: true, before: first);
        second.ReadToEnd();
        Assert.True(await database.ScalarAsync<string>(Fingerprint) == Replayed(second), "replayed changes are not the table");
    }

    [SkippableFact]
    public async Task Log_that_was_removed_is_told_and_a_slot_in_danger_before()
    {
        await using PrivatePostgres server = await PrivatePostgres.StartAsync();
        await server.ExecuteAsync("ALTER SYSTEM SET max_slot_wal_keep_size = '32MB'");
        await server.ExecuteAsync("ALTER SYSTEM SET min_wal_size = '32MB'");
        await server.ExecuteAsync("ALTER SYSTEM SET max_wal_size = '48MB'");
        await server.ExecuteAsync("SELECT pg_reload_conf()");
        await server.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY, v int); INSERT INTO t VALUES (1, 1)");
        CaptureOptions options = CaptureReader.Options("t");
        await using (CaptureReader reader = await CaptureReader.OpenAsync(server.Url, options))
        {
            reader.ReadUntil(() => server.ScalarAsync("SELECT lsn::text FROM flow.captures").Result is string);
        }

        for (int i = 0; i < 6; i++)
        {
            await server.ExecuteAsync("CREATE TABLE filler AS SELECT repeat('x', 1000) FROM generate_series(1, 20000)");
            await server.ExecuteAsync("DROP TABLE filler");
            await server.ExecuteAsync("SELECT pg_switch_wal()");
            await server.ExecuteAsync("CHECKPOINT");
        }

        FlowError error = (await Assert.ThrowsAsync<FlowException>(() => CaptureReader.OpenAsync(server.Url, options))).Error;
        Assert.Equal("RT4160", error.Code);
        Assert.Contains("max_slot_wal_keep_size", error.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Log_that_is_missing_though_the_server_holds_the_slot_is_told_as_lost()
    {
        await using PrivatePostgres server = await PrivatePostgres.StartAsync();
        await server.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY, v int); INSERT INTO t VALUES (1, 1)");
        CaptureOptions options = CaptureReader.Options("t");
        await using (CaptureReader reader = await CaptureReader.OpenAsync(server.Url, options))
        {
            reader.ReadUntil(() => server.ScalarAsync("SELECT lsn::text FROM flow.captures").Result is string);
        }

        object? needed = await server.ScalarAsync(
            "SELECT current_setting('data_directory') || '/pg_wal/' || pg_walfile_name(restart_lsn) FROM pg_replication_slots");
        await server.ExecuteAsync("SELECT pg_switch_wal()");
        await server.ExecuteAsync("INSERT INTO t VALUES (2, 2)");
        await server.ExecuteAsync("CHECKPOINT");
        File.Delete($"{needed}");

        await using CaptureReader again = await CaptureReader.OpenAsync(server.Url, options);
        FlowError error = Assert.Throws<FlowException>(again.ReadToEnd).Error;
        Assert.True(error.Code == "RT4160", error.ToString());
        Assert.Contains("has already been removed", error.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_server_without_logical_log_is_refused()
    {
        await using PrivatePostgres server = await PrivatePostgres.StartAsync();
        await server.ExecuteAsync("ALTER SYSTEM SET wal_level = 'replica'");
        await server.KillAsync();
        await server.RestartAsync();
        FlowError error = (await Assert.ThrowsAsync<FlowException>(
            () => CaptureReader.OpenAsync(server.Url, CaptureReader.Options("t")))).Error;
        Assert.Equal("RT4150", error.Code);
    }

    private static string Replayed(CaptureReader reader)
    {
        string text = string.Join(',', reader.Rows.Values
            .Select(row => JsonDocument.Parse(row).RootElement)
            .Select(row => (Id: row.GetProperty("id").GetInt32(), V: row.GetProperty("v").GetInt32()))
            .OrderBy(row => row.Id).Select(row => $"{row.Id}:{row.V}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
