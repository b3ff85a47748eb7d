using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>A user who may create nothing, and what `describe --grants` has an administrator do for it.</summary>
public sealed class StreamGrantTests
{
    [SkippableFact]
    public async Task What_describe_prints_is_enough_for_a_stream_and_a_capture()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        string user = $"flow_user_{Guid.NewGuid():n}"[..24];
        string slot = $"slot_{Guid.NewGuid():n}"[..20];
        await database.ExecuteAsync(
            $"""
            create role {user} login; revoke create on database {database.Name} from public;
            create schema mart; grant usage on schema mart to {user};
            create table mart.trips (trip_id bigint primary key, fare numeric(10, 2) not null);
            grant select, insert, update, delete on mart.trips to {user};
            create table mart.zones (id bigint primary key, name text not null); insert into mart.zones values (1, 'Soho');
            grant select on mart.zones to {user}; create publication zones for table mart.zones
            """);
        using TemporaryFolder folder = new();
        BuiltProgram program = await StreamProgram.BuildAsync(
            folder, topic, database,
            $$"""
            pipeline live { write (from trips | select trip_id, fare) to pg.table("mart.trips") { mode: upsert } }
            pipeline changes {
              write pg.cdc("mart.zones") { publication: "zones", slot: "{{slot}}", snapshot: initial }
                to bus.topic("{{topic.Name}}.zones") { envelope: debezium }
            }
            """);
        program.Variables["STREAM_POSTGRES"] = database.UrlFor(user, null);
        topic.Produce(100);
        try
        {
            CommandResult refused = await program.RunAsync("live", "--bounded");
            Assert.Contains("RT6004", refused.ToString(), StringComparison.Ordinal);
            Assert.Contains("keep the positions and the state of streams", refused.ToString(), StringComparison.Ordinal);

            CommandResult printed = await Command.RunAsync(
                program.Executable, program.Folder, ["describe", "--grants"], program.Variables);
            Assert.Contains("mart.trips, needs: ", printed.Output, StringComparison.Ordinal);
            await database.ExecuteAsync(printed.Output);

            CommandResult run = await program.RunAsync("live", "--bounded");
            Assert.True(run.ExitCode == 0, run.ToString());
            Assert.Equal(100, await database.CountAsync("mart.trips"));
            CommandResult captured = await program.RunAsync("changes", "--bounded");
            Assert.True(captured.ExitCode == 0, captured.ToString());
            Assert.Contains("Soho", topic.ReadAll($"{topic.Name}.zones"), StringComparison.Ordinal);
        }
        finally
        {
            await database.ExecuteAsync($"select pg_drop_replication_slot('{slot}') from pg_replication_slots where slot_name = '{slot}'");
            await database.ExecuteAsync($"drop owned by {user}; drop role {user}");
        }
    }
}
