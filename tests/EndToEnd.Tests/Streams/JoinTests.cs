using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>Joins of two topics by a built program, compared with the same joins by PostgreSQL.</summary>
public sealed class JoinTests
{
    private const int Partitions = 3;

    private const string Joined = """
        transform pairs =
          from clicks as c
          | left join orders as o on c.user_id == o.user_id within 5s
          | select click_id = c.id, order_id = o.id
        transform lonely =
          from orders as o
          | anti join clicks as c on o.user_id == c.user_id within 5s
          | window tumble(1m, on: at)
          | aggregate n = count() by window_start
        pipeline live {
          write pairs to pg.table("mart.pairs") { mode: append, create: if_missing }
          write lonely to pg.table("mart.lonely") { mode: append, create: if_missing }
          commit: 20ms
        }
        """;

    [SkippableFact]
    public async Task Killed_again_and_again_the_pairs_are_those_that_sql_finds()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using JoinTopics topics = await JoinTopics.CreateAsync(("clicks", Partitions), ("orders", Partitions));
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuildAsync(folder, topics, database, Joined);
        Random random = new(11);
        for (int life = 0; life < 4; life++)
        {
            topics.Produce("clicks", 4_000, Partitions, 50, perSecond: 8, seed: life);
            topics.Produce("orders", 2_000, Partitions, 50, perSecond: 4, seed: 100 + life);
            await KilledLife.LiveAsync(program, () => database.HasTableAsync("mart.pairs"), random.Next(300, 2_000));
        }

        topics.Close("clicks", Partitions);
        topics.Close("orders", Partitions);
        CommandResult run = await program.RunAsync("live", "--bounded");

        Assert.True(run.ExitCode == 0, run.ToString());
        await topics.StoreAsync("clicks", database);
        await topics.StoreAsync("orders", database);
        Assert.Equal(
            await database.RowsAsync(
                "c.id, o.id",
                "FROM clicks c LEFT JOIN orders o ON c.user_id = o.user_id AND o.at BETWEEN c.at - interval '5s' AND c.at + interval '5s'"
                + " ORDER BY c.id, o.id"),
            await database.RowsAsync("click_id, order_id", "FROM mart.pairs WHERE click_id >= 0 ORDER BY click_id, order_id"));
        Assert.Equal(
            await database.RowsAsync(
                "minute, n",
                "FROM (SELECT to_char(o.at at time zone 'UTC', 'HH24:MI') AS minute, count(*) AS n FROM orders o "
                    + "WHERE NOT EXISTS (SELECT FROM clicks c WHERE c.user_id = o.user_id"
                + " AND c.at BETWEEN o.at - interval '5s' AND o.at + interval '5s') GROUP BY 1) m ORDER BY minute"),
            await database.RowsAsync(
                "to_char(window_start at time zone 'UTC', 'HH24:MI'), n",
                "FROM mart.lonely WHERE window_start < '2024-03-20' ORDER BY window_start"));
    }

    [SkippableFact]
    public async Task Late_rows_are_counted_and_written_where_the_program_says()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using JoinTopics topics = await JoinTopics.CreateAsync(("clicks", 1), ("orders", 1), ("late", 1));
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuildAsync(
            folder, topics, database,
            $$"""
            sink late_rows = bus.topic("{{topics.Prefix}}.late")
            transform pairs =
              from clicks as c
              | join orders as o on c.user_id == o.user_id within 5s rejects to late_rows
              | select click_id = c.id, order_id = o.id
            pipeline live { write pairs to pg.table("mart.pairs") { mode: append, create: if_missing } }
            """);
        topics.Send("clicks", 0, "1", """{"id":1,"user_id":7,"at":"2024-03-10T06:10:00Z"}""");
        topics.Send("clicks", 0, "2", """{"id":2,"user_id":7,"at":"2024-03-10T06:09:00Z"}""");
        topics.Send("orders", 0, "9", """{"id":9,"user_id":7,"at":"2024-03-10T06:10:05Z"}""");

        CommandResult run = await program.RunAsync("live", "--bounded");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("late 1", run.Output, StringComparison.Ordinal);
        Assert.Equal(["1|9"], await database.RowsAsync("click_id, order_id", "FROM mart.pairs"));
    }

    [SkippableFact]
    public async Task A_program_with_another_join_does_not_go_on_with_the_state()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using JoinTopics topics = await JoinTopics.CreateAsync(("clicks", 1), ("orders", 1));
        using TemporaryFolder folder = new();
        string name = $"joins{Guid.NewGuid():N}";
        const string Pairs = """
            transform pairs =
              from clicks as c | join orders as o on c.user_id == o.user_id within 5s | select click_id = c.id, order_id = o.id
            pipeline live { write pairs to pg.table("mart.pairs") { mode: append, create: if_missing } }
            """;
        BuiltProgram program = await BuildAsync(folder, topics, database, Pairs, name);
        topics.Produce("clicks", 10, 1, 5, perSecond: 8, seed: 1);
        Assert.Equal(0, (await program.RunAsync("live", "--bounded")).ExitCode);
        using TemporaryFolder other = new();
        BuiltProgram changed = await BuildAsync(
            other, topics, database, Pairs.Replace("c.user_id == o.user_id", "c.id == o.user_id", StringComparison.Ordinal), name);

        CommandResult run = await changed.RunAsync("live", "--bounded");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("pairs: join1", run.Errors, StringComparison.Ordinal);
    }

    private static async Task<BuiltProgram> BuildAsync(
        TemporaryFolder folder, JoinTopics topics, PostgresDatabase database, string transform, string? name = null)
    {
        name ??= $"joins{Guid.NewGuid():N}";
        folder.Write(
            $"{name}/main.flow",
            $$"""
            secret database = env("STREAM_POSTGRES")
            connection bus: kafka { brokers: ["{{topics.Server}}"] }
            connection pg: postgres { url: database }
            type Event = { id: int64 @key, user_id: int32, at: instant }
            stream clicks: append<Event> from bus.topic("{{topics.Prefix}}.clicks") { format: json, event_time: at, watermark: lag(3s) }
            stream orders: append<Event> from bus.topic("{{topics.Prefix}}.orders") { format: json, event_time: at, watermark: lag(3s) }
            {{transform}}
            """);
        BuiltProgram program = await BuiltProgram.CreateAsync(folder[name], folder.Path);
        program.Variables["STREAM_POSTGRES"] = database.Url;
        return program;
    }
}
