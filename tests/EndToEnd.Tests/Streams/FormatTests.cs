using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>Records in each form that a topic can have, from a real Kafka into a real PostgreSQL.</summary>
public sealed class FormatTests
{
    private const string Source = "\"source\":{\"ts_ms\":1710050400123,\"lsn\":24023128},\"transaction\":null";

    [SkippableFact]
    public async Task Change_events_and_lines_of_csv_become_rows()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic changes = await TripTopic.CreateAsync();
        await using TripTopic lines = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        string name = $"formats{Guid.NewGuid():N}";
        folder.Write($"{name}/main.flow", $$"""
            secret database = env("STREAM_POSTGRES")
            connection bus: kafka { brokers: ["{{changes.Server}}"] }
            connection pg: postgres { url: database }
            type Trip = { trip_id: int64 @key, fare: decimal(10, 2)?, pickup: datetime, paid: enum("cash", "card")? }
            stream events: changes<Trip> from bus.topic("{{changes.Name}}") { envelope: debezium }
            stream lines: append<Trip> from bus.topic("{{lines.Name}}") { format: csv }
            transform added =
              from events
              | where op in [insert, snapshot, update]
              | select trip_id = after.trip_id, fare = after.fare, pickup = after.pickup, paid = after.paid, lsn, committed_at
            transform gone = from events | where op == "delete" | select trip_id = before.trip_id, fare = before.fare
            transform plain = from lines | where paid == "card" | select trip_id, fare, pickup
            pipeline copy {
              write added to pg.table("mart.added") { mode: append, create: if_missing }
              write gone to pg.table("mart.gone") { mode: append, create: if_missing }
            }
            pipeline copy_lines { write plain to pg.table("mart.plain") { mode: append, create: if_missing } }
            """);
        BuiltProgram program = await BuiltProgram.CreateAsync(folder[name], folder.Path);
        program.Variables["STREAM_POSTGRES"] = database.Url;
        changes.Produce(
            0, $$$"""{"after":{"trip_id":1,"fare":"12.50","pickup":1710050400123456,"paid":"cash","x":1},{{{Source}}},"op":"c"}""");
        changes.Produce(0, $$$"""{"before":null,"after":{"trip_id":1,"fare":"BNI=","pickup":0,"paid":null},{{{Source}}},"op":"u"}""");
        changes.Produce(0, $$$"""{"before":{"trip_id":1,"fare":"12.34","pickup":0,"paid":null},"after":null,{{{Source}}},"op":"d"}""");
        lines.Produce(1, "1,12.5,2024-03-10T06:00:00,card");
        lines.Produce(1, "2,,\"2024-03-10 06:00\",cash\n");
        lines.Produce(1, "3,,\"2024-03-10 06:00\",\"card\"\r\n");

        CommandResult run = await program.RunAsync("copy", "--bounded");
        CommandResult other = await program.RunAsync("copy_lines", "--bounded");

        Assert.True(run.ExitCode == 0 && other.ExitCode == 0, $"{run}\n{other}");
        Assert.Equal(
            ["1|12.50|2024-03-10 06:00:00.123456|cash|24023128", "1|12.34|1970-01-01 00:00:00|null|24023128"],
            await database.RowsAsync("trip_id, fare, pickup::text, coalesce(paid, 'null'), lsn", "FROM mart.added ORDER BY pickup DESC"));
        Assert.Equal(["1|12.34"], await database.RowsAsync("trip_id, fare", "FROM mart.gone"));
        Assert.Equal(
            ["1|12.50|2024-03-10 06:00:00", "3|null|2024-03-10 06:00:00"],
            await database.RowsAsync("trip_id, coalesce(fare::text, 'null'), pickup::text", "FROM mart.plain ORDER BY trip_id"));
    }

    [SkippableFact]
    public async Task Change_events_are_written_as_they_are_read()
    {
        await using TripTopic changes = await TripTopic.CreateAsync();
        await using TripTopic written = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        string name = $"events{Guid.NewGuid():N}";
        folder.Write($"{name}/main.flow", $$"""
            connection bus: kafka { brokers: ["{{changes.Server}}"] }
            type Trip = { trip_id: int64 @key, fare: decimal(10, 2)?, day: date, pickup: datetime }
            stream events: changes<Trip> from bus.topic("{{changes.Name}}") { envelope: debezium, decimals: text }
            transform kept = from events | where op != "snapshot"
            pipeline copy { write kept to bus.topic("{{written.Name}}") { envelope: debezium } }
            """);
        BuiltProgram program = await BuiltProgram.CreateAsync(folder[name], folder.Path);
        const string row = """{"trip_id":9007199254740993,"fare":"12.50","day":19782,"pickup":1710050400123456}""";
        const string source = "\"source\":{\"ts_ms\":1710050400123,\"ts_us\":1710050400123000,\"lsn\":24023128}";
        changes.Produce(0, $$"""{"after":{{row}},{{Source}},"op":"c"}""");
        changes.Produce(0, $$"""{"after":{{row}},{{Source}},"op":"r"}""");
        changes.Produce(0, $$"""{"before":{{row}},"after":null,{{Source}},"op":"d"}""");

        CommandResult run = await program.RunAsync("copy", "--bounded");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(
            $$"""
            {"before":null,"after":{{row}},{{source}},"op":"c"}
            {"before":{{row}},"after":null,{{source}},"op":"d"}
            """,
            written.ReadAll(written.Name));
        Assert.Equal("""{"trip_id":9007199254740993}""", Assert.Single(written.KeysOf(written.Name).Distinct()));
    }
}
