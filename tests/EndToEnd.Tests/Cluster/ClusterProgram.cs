using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Cluster;

/// <summary>A table that a pipeline on a cluster replaces by another one's rows; `mart.rows` has one old row before.</summary>
internal sealed class ClusterProgram(PostgresDatabase database, TemporaryFolder folder, BuiltProgram program) : IAsyncDisposable
{
    private const string Head = """
        secret database = env("TAXI_POSTGRES")
        secret spark = env("TAXI_SPARK")
        connection pg: postgres { url: database }
        connection cluster: spark { url: spark, patience: PATIENCE }
        source rows: { id: int64 @key, t: text } from pg.table("raw.rows")

        """;

    public PostgresDatabase Database => database;

    public BuiltProgram Program => program;

    /// <summary>Pipelines over `rows`, which has so many rows, built.</summary>
    public static async Task<ClusterProgram> CreateAsync(string pipelines, int rows, string spark, string patience = "2m")
    {
        PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(
            $"""
            create schema raw; create schema mart;
            create table raw.rows (id bigint primary key, t text not null);
            insert into raw.rows select i, 'row ' || i from generate_series(1, {rows}) i;
            create table mart.rows (id bigint primary key, t text not null, u text, n integer);
            insert into mart.rows values (1, 'old', 'old', 1);
            """);
        TemporaryFolder folder = new();
        string text = Head.Replace("PATIENCE", patience, StringComparison.Ordinal) + pipelines;
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, text);
        program.Variables["TAXI_POSTGRES"] = database.Url;
        program.Variables["TAXI_SPARK"] = spark;
        return new ClusterProgram(database, folder, program);
    }

    /// <summary>Until Spark has written some rows.</summary>
    public async Task UntilStagingAsync(RunningProgram running)
    {
        for (int i = 0; i < 1200; i++)
        {
            Assert.False(running.HasEnded, running.Said);
            if (await StagedAsync() > 0)
            {
                return;
            }

            await Task.Delay(50);
        }

        Assert.Fail($"nothing was staged\n{running.Said}");
    }

    /// <summary>The target has its old row and the database no run.</summary>
    public async Task AssertUntouchedAsync()
    {
        Assert.Equal(1, await database.CountAsync("mart.rows where u = 'old'"));
        Assert.Equal(1, await database.CountAsync("mart.rows"));
        Assert.False(await database.HasTableAsync("flow.runs") && await database.CountAsync("flow.runs where state = 'done'") > 0);
    }

    /// <summary>Tables that a run stages rows in.</summary>
    public Task<long> StagedAsync() => database.CountAsync("pg_stat_user_tables where schemaname = 'flow' and relname like 'stage%'");

    public async ValueTask DisposeAsync()
    {
        folder.Dispose();
        await database.DisposeAsync();
    }
}
