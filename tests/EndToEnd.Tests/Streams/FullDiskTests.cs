using System.Text.Json;
using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;
using Npgsql;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>A disk of a server that is full, and has room again later: nothing is lost, nothing is there twice.</summary>
public sealed class FullDiskTests
{
    [SkippableFact]
    public async Task A_full_database_ends_the_stream_and_with_room_it_goes_on()
    {
        using TemporaryFolder folder = new();
        await using PrivateServer server = await PrivateServer.StartAsync("postgres");
        await using SmallDisk disk = await SmallDisk.MountAsync(folder["space"], 16);
        await using PostgresDatabase shared = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        await ExecuteAsync(server, $"CREATE TABLESPACE small LOCATION '{await TablespaceAsync(folder)}'");
        await ExecuteAsync(server, "CREATE TABLE plain (trip_id bigint NOT NULL, fare numeric(10, 2) NOT NULL) TABLESPACE small");
        BuiltProgram program = await StreamProgram.BuildAsync(
            folder, topic, shared,
            """
            transform plain = from trips | select trip_id, fare
            pipeline copy { write plain to pg.table("public.plain") { mode: append } }
            """);
        program.Variables["STREAM_POSTGRES"] = server.Address;
        topic.Produce(20_000);
        string ballast = disk.Fill(kilobytes: 300);

        CommandResult full = await program.RunAsync("copy", "--bounded");
        Assert.Equal(1, full.ExitCode);
        Assert.Contains("error RT6006", full.Errors, StringComparison.Ordinal);

        File.Delete(ballast);
        CommandResult run = await program.RunAsync("copy", "--bounded");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal("20000 20000", await ExecuteAsync(server, "SELECT count(*) || ' ' || count(DISTINCT trip_id) FROM plain"));
        await ExecuteAsync(server, "DROP TABLE plain");
        await ExecuteAsync(server, "DROP TABLESPACE small");
    }

    [SkippableFact]
    public async Task A_broker_that_ends_on_a_full_disk_comes_back_and_every_record_is_there_once()
    {
        using TemporaryFolder folder = new();
        SmallDisk? mounted = null;
        await using PrivateServer server = await PrivateServer.StartAsync(
            "kafka", memory: "384m", prepare: async at => mounted = await SmallDisk.MountAsync(Path.Combine(at, "data"), 64));
        await using SmallDisk disk = mounted ?? throw new InvalidOperationException("no disk");
        await using TripTopic topic = await TripTopic.CreateAsync(server.Address);
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        BuiltProgram program = await StreamProgram.BuildAsync(
            folder, topic, database,
            $$"""
            transform copied = from trips | select trip_id, note = "what takes some room on a small disk: {{new string('.', 100)}}"
            pipeline copy { write copied to bus.topic("{{topic.Name}}.copy") { compression: none, delivery: exactly_once } commit: 100ms }
            """);
        topic.Produce(2_000);
        using RunningProgram running = RunningProgram.Start(program, "copy");
        await running.UntilAsync(() => running.Said.Contains("records", StringComparison.Ordinal), "the first records");
        string ballast = disk.Fill(kilobytes: 1_000);
        topic.ProduceUntilRefused();

        File.Delete(ballast);
        await server.RestartAsync();
        topic.Produce(1_000);
        await running.SignalAsync("TERM");
        await running.EndAsync();
        CommandResult run = await program.RunAsync("copy", "--bounded");
        Assert.True(run.ExitCode == 0, run.ToString());
        string[] read = [.. topic.ReadAll(topic.Name).Split('\n').Select(TripOf).Order(StringComparer.Ordinal)];
        Assert.True(read.Length > 3_000, $"{read.Length} records");
        Assert.Equal(read, topic.Committed($"{topic.Name}.copy").Select(TripOf).Order(StringComparer.Ordinal));
    }

    private static string TripOf(string record)
    {
        using JsonDocument document = JsonDocument.Parse(record);
        return document.RootElement.GetProperty("trip_id").GetRawText();
    }

    /// <summary>A folder on the small disk that is the server's user's.</summary>
    private static async Task<string> TablespaceAsync(TemporaryFolder folder)
    {
        string at = folder["space/data"];
        Directory.CreateDirectory(at);
        Assert.Equal(0, (await Command.RunAsync("chmod", folder.Path, ["a+x", folder.Path, folder["space"]])).ExitCode);
        Assert.Equal(0, (await Command.RunAsync("chown", folder.Path, ["postgres", at])).ExitCode);
        return at;
    }

    private static async Task<object?> ExecuteAsync(PrivateServer server, string sql)
    {
        await using NpgsqlConnection link = new(server.Address);
        await link.OpenAsync();
        await using NpgsqlCommand command = new(sql, link);
        return await command.ExecuteScalarAsync();
    }
}
