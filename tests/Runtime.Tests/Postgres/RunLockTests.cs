using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;

namespace FlowLang.Runtime.Tests.Postgres;

/// <summary>The lock of an interval in a target, whose holder lost its run to another process.</summary>
public sealed class RunLockTests
{
    private static readonly ImmutableArray<Column> s_columns = [new Column("n", ColumnType.Int64)];
    private static readonly TableOptions s_options = new() { Mode = WriteMode.Append, Create = TableCreation.IfMissing };

    [SkippableFact]
    public async Task Who_has_the_newer_token_ends_the_session_that_holds_the_interval()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        PostgresConnection pg = database.Connect();
        await using BatchRun lost = await WriteAsync(pg, token: 3);
        await using BatchRun owner = await WriteAsync(pg, token: 5);
        await owner.CommitAsync(default);
        FlowException e = await Assert.ThrowsAsync<FlowException>(() => lost.CommitAsync(default));
        Assert.Equal("RT6008", e.Error.Code);
        Assert.Equal(1L, await database.ScalarAsync("SELECT count(*) FROM loaded"));
        Assert.Equal(owner.Id, await database.ScalarAsync("SELECT run_id FROM flow.runs"));
    }

    [SkippableTheory]
    [InlineData("of the same token", "job", 5L)]
    [InlineData("of a newer token", "job", 6L)]
    [InlineData("of another run of the interval", "other", 3L)]
    [InlineData("of a run that is not served", null, 0L)]
    public async Task A_session_that_lost_nothing_keeps_its_interval(string whose, string? job, long token)
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        PostgresConnection pg = database.Connect();
        await using BatchRun holder = await WriteAsync(pg, token, job);
        Task<BatchRun> waiting = WriteAsync(pg, token: 5);
        await WaitAsync(database);
        await holder.CommitAsync(default);
        await using BatchRun after = await waiting;
        await after.CommitAsync(default);
        Assert.True(1L.Equals(await database.ScalarAsync("SELECT count(*) FROM loaded")), whose);
    }

    [SkippableFact]
    public async Task A_session_of_another_user_is_waited_for()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        string user = $"flow_lock_{Guid.NewGuid():N}";
        await database.ExecuteAsync($"CREATE ROLE {user} LOGIN PASSWORD 'p'; GRANT ALL ON SCHEMA public TO {user}");
        try
        {
            PostgresConnection pg = database.Connect();
            await (await WriteAsync(pg, token: 1, "earlier", day: 1)).CommitAsync(default);
            await database.ExecuteAsync($"""
                GRANT USAGE, CREATE ON SCHEMA flow TO {user}; GRANT ALL ON ALL TABLES IN SCHEMA flow TO {user};
                GRANT ALL ON loaded TO {user}
                """);
            await using BatchRun holder = await WriteAsync(pg, token: 3);
            PostgresConnection other = new("pg", new PostgresOptions { Url = new Secret("url", database.UrlFor(user, "p")) });
            Task<BatchRun> waiting = WriteAsync(other, token: 5);
            await WaitAsync(database);
            await holder.CommitAsync(default);
            await using BatchRun after = await waiting;
            await after.CommitAsync(default);
        }
        finally
        {
            await database.ExecuteAsync($"DROP OWNED BY {user} CASCADE; DROP ROLE {user}");
        }
    }

    // Until a session waits for the lock of another.
    private static async Task WaitAsync(PostgresDatabase database)
    {
        const string waiting = """
            SELECT count(*) FROM pg_locks
            WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;
        while (await database.ScalarAsync(waiting) is not > 0L)
        {
            await Task.Delay(50);
        }
    }

    /// <summary>A run that has written its row and not committed; <paramref name="job"/> null for one that nobody serves.</summary>
    private static async Task<BatchRun> WriteAsync(PostgresConnection pg, long token, string? job = "job", int day = 2)
    {
        BatchRun run = new()
        {
            Id = BatchRun.NewId(TimeProvider.System),
            Pipeline = new PipelineDefinition("load", "main.flow", 1),
            ProgramName = "test",
            SourceHash = "0",
            Settings =
                new ProgramSettings { Parameters = ImmutableSortedDictionary<string, string>.Empty, DataDirectory = Path.GetTempPath() },
            StartedAt = TimeProvider.System.GetUtcNow(),
            Interval = TestRun.Day(day),
            Fence = job is null ? null : new RunFence(job, token, () => { }),
        };
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        await duck.WriteAsync(
            new WriteRequest("t") { Sql = "SELECT 1::BIGINT AS n", Columns = s_columns, Sink = pg.Table("loaded", s_options) }, default);
        return run;
    }
}
