using System.Text.Json;
using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>Changes of a table by a built program, with no broker in between.</summary>
public sealed class CaptureTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _slot = $"e2e_{Guid.NewGuid():N}"[..30];
    private PostgresDatabase? _database;

    private PostgresDatabase Database => _database ?? throw new InvalidOperationException("no database");

    public async Task InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("FLOW_POSTGRES") is { Length: > 0 })
        {
            _database = await PostgresDatabase.CreateAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (_database is { } database)
        {
            await database.ExecuteAsync(
                $"select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '{_slot}'");
            await database.DisposeAsync();
        }

        _folder.Dispose();
    }

    [SkippableFact]
    public async Task Killed_again_and_again_the_files_have_every_change_once()
    {
        PostgresDatabase.Require();
        await Database.ExecuteAsync(
            "create table zones (id bigint primary key, name text not null); "
            + "insert into zones select i, 'zone' from generate_series(1, 500) i");
        BuiltProgram program = await BuildAsync("""
            connection lake: files { root: "lake" }
            transform flat = from zones | where op != "delete" | select op, id = after.id, name = after.name
            pipeline live { write flat to lake.json("changes/") { roll_every: 1s, delivery: effectively_once } commit: 20ms }
            """);
        Directory.CreateDirectory(_folder["lake"]);
        Assert.Equal(0, (await program.RunAsync("live", "--bounded")).ExitCode);
        Random random = new(3);
        for (int life = 1; life <= 4; life++)
        {
            int files = Files.Length;
            await Database.ExecuteAsync($"insert into zones select i, 'new' from generate_series({life * 1000}, {(life * 1000) + 299}) i");
            Task more = ChangeAsync(life);
            await KilledLife.LiveAsync(program, () => Task.FromResult(Files.Length > files), random.Next(0, 700));
            await more;
        }

        CommandResult run = await program.RunAsync("live", "--bounded");
        Assert.True(run.ExitCode == 0, run.ToString());
        string[] written = [.. Files.SelectMany(File.ReadAllLines).Select(Change)];
        string[] expected =
        [
            .. Enumerable.Range(1, 500).Select(id => $"snapshot {id} zone"),
            .. from life in Enumerable.Range(1, 4) from id in Enumerable.Range(life * 1000, 300) select $"insert {id} new",
            .. from life in Enumerable.Range(1, 4) from id in Enumerable.Range(1, 100) select $"update {id} v{life}",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    private string[] Files => Directory.Exists(_folder["lake/changes"]) ? Directory.GetFiles(_folder["lake/changes"], "part-*") : [];

    private async Task ChangeAsync(int life)
    {
        for (int id = 1; id <= 100; id += 10)
        {
            await Database.ExecuteAsync($"update zones set name = 'v{life}' where id between {id} and {id + 9}");
            await Task.Delay(50);
        }
    }

    private static string Change(string line)
    {
        using JsonDocument row = JsonDocument.Parse(line);
        JsonElement root = row.RootElement;
        return $"{root.GetProperty("op").GetString()} {root.GetProperty("id")} {root.GetProperty("name").GetString()}";
    }

    private async Task<BuiltProgram> BuildAsync(string rest)
    {
        string name = $"capture{Guid.NewGuid():N}";
        _folder.Write($"{name}/main.flow", $$"""
            secret database = env("STREAM_POSTGRES")
            connection pg: postgres { url: database }
            type Zone = { id: int64 @key, name: text }
            stream zones: changes<Zone> from pg.cdc("zones") { publication: "flow_zones", slot: "{{_slot}}", snapshot: initial }
            {{rest}}
            """);
        BuiltProgram program = await BuiltProgram.CreateAsync(_folder[name], _folder.Path);
        program.Variables["STREAM_POSTGRES"] = Database.Url;
        return program;
    }
}
