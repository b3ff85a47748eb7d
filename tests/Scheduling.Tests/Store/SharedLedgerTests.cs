using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;
using FlowLang.Scheduling.Engine;
using FlowLang.Scheduling.History;
using FlowLang.Scheduling.Jobs;
using FlowLang.Scheduling.Store;
using FlowLang.Scheduling.Tests.Engine;
using Npgsql;
using RunLedger = FlowLang.Runtime.RunLedger;

namespace FlowLang.Scheduling.Tests.Store;

/// <summary>A ledger on a server: versions, rights, lost connections, and runs that are being committed when they are taken over.</summary>
public sealed class SharedLedgerTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 30, TimeSpan.Zero);
    private PostgresDatabase? _server;

    private PostgresDatabase Server => _server ?? throw new InvalidOperationException("it was made");

    // The tests skip where there is no server.
    public async Task InitializeAsync() => _server =
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("FLOW_POSTGRES")) ? null : await PostgresDatabase.CreateAsync();

    public async Task DisposeAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_an_earlier_version_held_is_there(int version)
    {
        PostgresDatabase.Require();
        await using (NpgsqlConnection connection = await Server.OpenAsync())
        {
            await Server.ExecuteAsync("CREATE SCHEMA flow_ledger_test");
            await using NpgsqlCommand path = new("SET search_path = flow_ledger_test", connection);
            await path.ExecuteNonQueryAsync();
            PostgresLedgerSchema.Migrate(connection, "flow_ledger_test", key: 1, "here", version);
            string[] tables = $"{await Server.ScalarAsync(
                "SELECT string_agg(tablename, ',') FROM pg_tables WHERE schemaname = 'flow_ledger_test'")}".Split(',');
            Assert.Equal((version > 0, version > 1, false), (tables.Contains("runs"), tables.Contains("jobs"), tables.Contains("times")));
        }

        if (version > 0)
        {
            await Server.ExecuteAsync("""
                INSERT INTO flow_ledger_test.runs VALUES ('a', 'hourly', '2026-01-01T05', '2026-01-01T05:00:00.000000Z',
                  '2026-01-01T06:00:00.000000Z', 1, 'h', 'Done', '2026-01-01T06:01:00.000000Z', '2026-01-01T06:02:00.000000Z',
                  3, 3, 0, 0, NULL, NULL, 'host', 1, '1')
                """);
        }

        if (version > 1)
        {
            await Server.ExecuteAsync("""
                INSERT INTO flow_ledger_test.done (pipeline, interval_start, interval_end, at)
                  SELECT pipeline, interval_start, interval_end, ended FROM flow_ledger_test.runs;
                UPDATE flow_ledger_test.marks SET value = 1 WHERE name = 'followed'
                """);
        }

        using RunLedger ledger = RunLedger.Open(LedgerServer.Of(Server));
        Assert.Equal(version > 0, ledger.Latest(5).Any(run => run.Id == "a"));
        new RunStore(ledger).Transact(transaction =>
        {
            Assert.Equal(version > 0, transaction.IsDone("hourly", new DateTimeOffset(2026, 1, 1, 5, 0, 0, TimeSpan.Zero)));
            Assert.Empty(transaction.DoneAfter(transaction.Load().Followed, 10)); // what was done before starts nothing
            return true;
        });
        Assert.Equal((long)PostgresLedgerSchema.Steps.Count, await Server.ScalarAsync("SELECT number FROM flow_ledger_test.version"));
    }

    [SkippableFact]
    public async Task Those_who_come_first_at_one_time_make_one_ledger_and_a_later_version_is_refused()
    {
        PostgresDatabase.Require();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => RunLedger.Open(LedgerServer.Of(Server)).Dispose())));
        await Server.ExecuteAsync("UPDATE flow_ledger_test.version SET number = 99");
        FlowException e = Assert.Throws<FlowException>(() => RunLedger.Open(LedgerServer.Of(Server)));
        Assert.Equal(("RT7015", ErrorKind.Usage), (e.Error.Code, e.Error.Kind));
    }

    [SkippableFact]
    public async Task A_user_without_rights_is_told_what_to_run_and_that_is_enough()
    {
        PostgresDatabase.Require();
        string user = $"flow_ledger_{Guid.NewGuid():N}";
        await Server.ExecuteAsync($"CREATE ROLE {user} LOGIN PASSWORD 'hunter2'");
        try
        {
            PostgresLedger database = LedgerServer.At(Server.UrlFor(user, "hunter2"));
            FlowException e = Assert.Throws<FlowException>(() => RunLedger.Open(database));
            Assert.Equal("RT7001", e.Error.Code);
            Assert.Contains("describe --grants", $"{e.Error}", StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", $"{e.Error}", StringComparison.Ordinal);
            await Server.ExecuteAsync(database.Grants ?? "");
            using (RunLedger ledger = RunLedger.Open(database))
            {
                ledger.RequireWritable();
                await Server.ExecuteAsync($"ALTER ROLE {user} SET default_transaction_read_only = on");
            }

            e = Assert.Throws<FlowException>(() => RunLedger.Open(database, TimeSpan.Zero).RequireWritable());
            Assert.Contains("takes no writes", $"{e.Error}", StringComparison.Ordinal);
        }
        finally
        {
            await Server.ExecuteAsync($"DROP OWNED BY {user} CASCADE; DROP ROLE {user}");
        }
    }

    [SkippableFact]
    public async Task A_connection_that_is_lost_is_made_again()
    {
        PostgresDatabase.Require();
        PostgresLedger database = LedgerServer.Of(Server);
        using RunLedger ledger = RunLedger.Open(database);
        using var history = new RunHistory(database);
        var store = new RunStore(ledger);
        Assert.True(store.Transact(transaction => transaction.IsChangedByOthers()));
        await CutAsync();
        Assert.Empty(ledger.Latest(1));
        Assert.Empty(history.Pauses());
        Assert.True(store.Transact(transaction => transaction.IsChangedByOthers()), "who was away may have missed something");
        await CutAsync();
        FlowException e = Assert.Throws<FlowException>(() => store.Transact(transaction => transaction.LastEvent()));
        Assert.Equal(("RT7001", true), (e.Error.Code, e.Error.Transient));
        Assert.Equal(0, store.Transact(transaction => transaction.LastEvent()));
    }

    [SkippableFact]
    public async Task A_run_whose_commit_is_under_way_is_not_taken_over_and_one_that_was_can_not_commit()
    {
        PostgresDatabase.Require();
        PostgresLedger database = LedgerServer.Of(Server);
        using var one = new Bench(s_start, database, [Minutely]);
        one.Step();
        one.Advance(TimeSpan.FromMinutes(1));
        Job run = Assert.Single(one.Going);

        // As the target's transaction does at its end.
        await using NpgsqlConnection target = await Server.OpenAsync();
        await using NpgsqlTransaction commit = await target.BeginTransactionAsync();
        Assert.Equal(1L, await HoldAsync(target, run));

        using var other = new Bench(s_start.AddMinutes(1), database, [Minutely]);
        other.Step();
        other.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(other.Going);
        one.Ask((scheduler, transaction) => scheduler.Cancel(transaction, run.Id, "me")); // what leaves the token alone need not wait
        await commit.CommitAsync();
        other.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await HoldAsync(target, run));
        Assert.Equal("RT7016", Assert.Throws<FlowException>(() => one.Scheduler.Ask(run.Id, run.Token)).Error.Code);
    }

    private static PipelineDefinition Minutely => Bench.Pipeline("p") with { Times = new EverySchedule(TimeSpan.FromMinutes(1)) };

    private static async Task<object?> HoldAsync(NpgsqlConnection target, Job run)
    {
        await using NpgsqlCommand hold = new(
            $"SELECT 1::bigint FROM flow_ledger_test.jobs WHERE id = '{run.Id}' AND token = {run.Token} FOR KEY SHARE", target);
        return await hold.ExecuteScalarAsync();
    }

    private Task CutAsync() => Server.ExecuteAsync("""
        SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
        WHERE application_name LIKE 'flow ledger%' AND datname = current_database()
        """);
}
