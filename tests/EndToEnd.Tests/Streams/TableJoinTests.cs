using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>Rows of a topic that read a table as of their time, by a built program, compared with the same search by PostgreSQL.</summary>
public sealed class TableJoinTests
{
    private const int Partitions = 3;

    private const string Named = """
        transform named =
          from clicks as c
          | left join users as u as of c.at on c.user_id == u.id
          | select click_id = c.id, name
        transform named_minutes =
          from clicks as c
          | join users as u as of c.at on c.user_id == u.id
          | window tumble(1m, on: at)
          | aggregate n = count() by window_start
        pipeline live {
          write named to pg.table("mart.named") { mode: append, create: if_missing }
          write named_minutes to pg.table("mart.named_minutes") { mode: append, create: if_missing }
          commit: 20ms
        }
        """;

    [SkippableFact]
    public async Task Killed_again_and_again_each_row_has_the_version_of_its_time()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using JoinTopics topics = await JoinTopics.CreateAsync(("clicks", Partitions), ("users", Partitions));
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuildAsync(folder, topics, database, Named);
        Random random = new(5);
        for (int life = 0; life < 4; life++)
        {
            topics.Produce("clicks", 4_000, Partitions, 40, perSecond: 8, seed: life);
            topics.Change("users", 1_000, Partitions, 40, perSecond: 2, seed: 100 + life);
            await KilledLife.LiveAsync(program, () => database.HasTableAsync("mart.named"), random.Next(300, 2_000));
        }

        topics.Close("clicks", Partitions);
        topics.CloseChanges("users", Partitions);
        CommandResult run = await program.RunAsync("live", "--bounded");

        Assert.True(run.ExitCode == 0, run.ToString());
        await topics.StoreAsync("clicks", database);
        await topics.StoreAsync("users", database);
        await database.ExecuteAsync(
            "create view found as select c.id, c.at, case when u.id % 5 <> 0 then 'v' || u.id end as name from clicks c left join lateral "
            + "(select id from users u where u.user_id = c.user_id and u.at <= c.at order by u.at desc, u.id desc limit 1) u on true");
        string[] expected = await database.RowsAsync("id, coalesce(name, '-')", "FROM found ORDER BY id");
        Assert.True(expected.Count(r => r.EndsWith('-')) is > 500 and < 8_000);
        Assert.Equal(
            expected,
            await database.RowsAsync("click_id, coalesce(name, '-')", "FROM mart.named WHERE click_id >= 0 ORDER BY click_id"));
        Assert.Equal(
            await database.RowsAsync(
                "minute, n",
                "FROM (SELECT to_char(at at time zone 'UTC', 'HH24:MI') AS minute, count(*) AS n FROM found WHERE name IS NOT NULL"
                + " GROUP BY 1) m ORDER BY minute"),
            await database.RowsAsync(
                "to_char(window_start at time zone 'UTC', 'HH24:MI'), n", "FROM mart.named_minutes ORDER BY window_start"));
    }

    [SkippableFact]
    public async Task Records_of_a_keyed_topic_make_a_table_too()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using JoinTopics topics = await JoinTopics.CreateAsync(("clicks", 1), ("users", 1));
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuildAsync(
            folder, topics, database,
            $$"""
            type Named = { id: int64 @key, name: text, since: instant }
            stream names: append<Named> from bus.topic("{{topics.Prefix}}.users") { key: id, event_time: since, watermark: lag(1s) }
            transform named =
              from clicks as c | join names as n as of c.at on c.user_id == n.id and n.name != "b" | select click_id = c.id, name
            pipeline live { write named to pg.table("mart.named") { mode: append, create: if_missing } }
            """);
        topics.Send("users", 0, "7", """{"id":7,"name":"a","since":"2024-03-10T06:10:00Z"}""");
        topics.Send("users", 0, "7", """{"id":7,"name":"b","since":"2024-03-10T06:20:00Z"}""");
        topics.Send("users", 0, "7", """{"id":7,"name":"c","since":"2024-03-10T06:30:00Z"}""");
        topics.Send("users", 0, "8", """{"id":8,"name":"z","since":"2024-03-10T09:00:00Z"}""");
        (int, string)[] clicks = [(1, "06:09:59"), (2, "06:10:00"), (3, "06:25:00"), (4, "06:30:01"), (5, "09:30:00")];
        foreach ((int id, string at) in clicks)
        {
            topics.Send("clicks", 0, "7", $$"""{"id":{{id}},"user_id":7,"at":"2024-03-10T{{at}}Z"}""");
        }

        CommandResult run = await program.RunAsync("live", "--bounded");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(["2|a", "4|c"], await database.RowsAsync("click_id, name", "FROM mart.named ORDER BY click_id"));
    }

    private static async Task<BuiltProgram> BuildAsync(
        TemporaryFolder folder, JoinTopics topics, PostgresDatabase database, string transform)
    {
        string name = $"tables{Guid.NewGuid():N}";
        folder.Write(
            $"{name}/main.flow",
            $$"""
            secret database = env("STREAM_POSTGRES")
            connection bus: kafka { brokers: ["{{topics.Server}}"] }
            connection pg: postgres { url: database }
            type Event = { id: int64 @key, user_id: int32, at: instant }
            type User = { id: int64 @key, name: text }
            stream clicks: append<Event> from bus.topic("{{topics.Prefix}}.clicks") { format: json, event_time: at, watermark: lag(3s) }
            stream users: changes<User> from bus.topic("{{topics.Prefix}}.users") {
              envelope: debezium, key: id, event_time: committed_at, watermark: lag(3s)
            }
            {{transform}}
            """);
        BuiltProgram program = await BuiltProgram.CreateAsync(folder[name], folder.Path);
        program.Variables["STREAM_POSTGRES"] = database.Url;
        return program;
    }
}
