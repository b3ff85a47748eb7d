using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;
using Npgsql;

namespace FlowLang.Scheduling.Tests.Store;

/// <summary>Runs into a database that is not the ledger's, whose process is stopped and wakes up when another one has the run.</summary>
public sealed class ForeignTargetTests
{
    private const string Table = "CREATE SCHEMA mart; CREATE TABLE mart.loaded (n bigint)";

    [SkippableTheory]
    [InlineData("in the engine", false)]
    [InlineData("in the database", true)]
    public async Task A_process_that_wakes_up_right_before_its_commit_commits_nothing(string where, bool computes)
    {
        await using PostgresDatabase ledger = await PostgresDatabase.CreateAsync();
        await using PostgresDatabase target = await PostgresDatabase.CreateAsync();
        await target.ExecuteAsync(Table);
        var program = new FencedProgram(ledger, At(target.Url), computes);
        await program.ServeAsync(async context =>
        {
            Task<AttemptResult> lost = FencedProgram.AttemptAsync(context, token: 1);
            await Task.WhenAny(lost, program.Asked);
            FencedProgram.TakeOver(context);
            Assert.Null((await FencedProgram.AttemptAsync(context, token: 2)).Error);
            program.Wake();
            Assert.Equal(("RT7016", where), ((await lost).Error?.Code, where));
        });
        Assert.Equal(1L, await target.ScalarAsync("SELECT count(*) FROM mart.loaded"));
        Assert.Equal(1L, await target.ScalarAsync("SELECT count(*) FROM flow.runs"));
        Assert.Equal(1L, await target.ScalarAsync("SELECT count(*) FROM flow.fences")); // of the lost try alone
    }

    [SkippableFact]
    public async Task A_commit_that_is_under_way_when_the_run_is_taken_over_is_waited_for_and_counts()
    {
        await using PostgresDatabase ledger = await PostgresDatabase.CreateAsync();
        await using PostgresDatabase target = await PostgresDatabase.CreateAsync();
        await target.ExecuteAsync($"""
            {Table};
            CREATE FUNCTION mart.wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(7); RETURN NEW; END $$;
            CREATE CONSTRAINT TRIGGER w AFTER INSERT ON mart.loaded DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mart.wait()
            """);
        await using NpgsqlConnection blocker = await target.OpenAsync();
        await ExecuteAsync(blocker, "SELECT pg_advisory_lock(7)");
        var program = new FencedProgram(ledger, At(target.Url), computes: false) { IsAwake = true };
        await program.ServeAsync(async context =>
        {
            Task<AttemptResult> slow = FencedProgram.AttemptAsync(context, token: 1);
            await WaitingAsync(target, "locktype = 'advisory'", slow);
            FencedProgram.TakeOver(context);
            Task<AttemptResult> next = FencedProgram.AttemptAsync(context, token: 2);
            await WaitingAsync(target, "locktype = 'transactionid'", next);
            await ExecuteAsync(blocker, "SELECT pg_advisory_unlock(7)");
            Assert.Null((await slow).Error);
            Assert.Equal((1L, null), ((await next).Totals.Written, (await next).Error?.Code));
        });
        Assert.Equal(1L, await target.ScalarAsync("SELECT count(*) FROM mart.loaded"));
        Assert.Equal(0L, await target.ScalarAsync("SELECT count(*) FROM flow.fences"));
    }

    [SkippableFact]
    public async Task A_user_who_may_not_keep_fences_is_told_before_the_first_row_and_the_printed_grants_are_enough()
    {
        await using PostgresDatabase ledger = await PostgresDatabase.CreateAsync();
        await using PostgresDatabase target = await PostgresDatabase.CreateAsync();
        string user = $"flow_fence_{Guid.NewGuid():N}";
        await target.ExecuteAsync($"CREATE ROLE {user} LOGIN PASSWORD 'p'; {Table}; GRANT ALL ON SCHEMA mart TO {user}; "
            + $"GRANT ALL ON mart.loaded TO {user}");
        try
        {
            PostgresConnection pg = At(target.UrlFor(user, "p"));
            string grants = new PostgresProbe("pg", () => pg, writes: true).Grants("") ?? "";
            Assert.Contains("flow.fences", grants, StringComparison.Ordinal);
            await target.ExecuteAsync(grants);
            await new FencedProgram(ledger, pg, computes: true) { IsAwake = true }.ServeAsync(async context =>
            {
                Assert.Null((await FencedProgram.AttemptAsync(context, token: 1)).Error);
                await target.ExecuteAsync($"REVOKE DELETE ON flow.fences FROM {user}");
                FlowError? poor = (await FencedProgram.AttemptAsync(context, token: 1, "second")).Error;
                Assert.Equal("RT6004", poor?.Code);
                Assert.Contains($"GRANT SELECT, INSERT, DELETE ON flow.fences TO {user}", poor?.Help, StringComparison.Ordinal);
                await target.ExecuteAsync("DROP TABLE flow.fences"); // as an earlier version left the schema
                FlowError? before = (await FencedProgram.AttemptAsync(context, token: 1, "third")).Error;
                Assert.Equal("RT6004", before?.Code);
                Assert.Contains($"GRANT USAGE, CREATE ON SCHEMA flow TO {user}", before?.Help, StringComparison.Ordinal);
            });
            Assert.Equal(1L, await target.ScalarAsync("SELECT count(*) FROM mart.loaded"));
        }
        finally
        {
            await target.ExecuteAsync($"DROP OWNED BY {user} CASCADE; DROP ROLE {user}");
        }
    }

    private static PostgresConnection At(string url) => new("pg", new PostgresOptions { Url = new Secret("url", url) });

    // Until a session waits for a lock of another, or what was to wait has ended.
    private static async Task WaitingAsync(PostgresDatabase database, string which, Task attempt)
    {
        string waiting = $"""
            SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
            WHERE {which} AND NOT granted AND a.datname = current_database()
            """;
        while (!attempt.IsCompleted && await database.ScalarAsync(waiting) is not > 0L)
        {
            await Task.Delay(50);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
