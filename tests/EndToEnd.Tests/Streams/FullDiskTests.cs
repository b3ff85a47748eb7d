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
        await ExecuteAsync(server, $"CREATE TABLESPACE small LOCATION '{TablespaceAt(folder)}'");
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
        await ExecuteAsync(server, "DROP TABLE plain; ");
        await ExecuteAsync(server, "DROP TABLESPACE small");
    }

    /// <summary>The server's user owns it.</summary>
    private static string TablespaceAt(TemporaryFolder folder)
    {
        string at = folder["space/data"];
        Directory.CreateDirectory(at);
        for (string? up = folder.Path; up is not null && up != "/tmp"; up = Path.GetDirectoryName(up))
        {
            File.SetUnixFileMode(up, File.GetUnixFileMode(up) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        using System.Diagnostics.Process own = System.Diagnostics.Process.Start("chown", ["postgres", at]);
        own.WaitForExit();
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
