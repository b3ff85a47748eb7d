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
            Task more = ChangeAsync(life, "zones");
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

    [SkippableFact]
    public async Task Tables_of_one_slot_are_in_their_targets_however_often_it_is_killed_and_one_that_is_added_later_is_too()
    {
        PostgresDatabase.Require();
        await Database.ExecuteAsync(
            """
            create table zones (id bigint primary key, name text not null);
            create table trips (id bigint primary key, name text not null);
            create table rates (id bigint primary key, name text not null);
            insert into zones select i, 'zone' from generate_series(1, 20000) i;
            insert into trips select i, 'trip' from generate_series(1, 20000) i;
            insert into rates select i, 'rate' from generate_series(1, 20000) i;
            create table zones_now as select * from zones limit 0; alter table zones_now add primary key (id);
            create table trips_now as select * from trips limit 0; alter table trips_now add primary key (id);
            create table rates_now as select * from rates limit 0; alter table rates_now add primary key (id)
            """);
        BuiltProgram program = await BuildAsync(Copies("zones", "trips"));
        Random random = new(5);
        for (int life = 1; life <= 3; life++)
        {
            Task more = ChangeAsync(life, "zones", "trips");
            string begun = $"zones_now where name = 'v{life}'";
            await KilledLife.LiveAsync(program, async () => await Database.CountAsync(begun) > 0, random.Next(0, 500));
            await more;
        }

        program = await BuildAsync(Copies("rates", "zones", "trips"));
        Task last = ChangeAsync(4, "zones", "trips", "rates");
        await KilledLife.LiveAsync(program, async () => await Database.CountAsync("rates_now") > 0, random.Next(0, 100));
        await last;
        CommandResult run = await program.RunAsync("live", "--bounded");
        Assert.True(run.ExitCode == 0, run.ToString());
        foreach (string table in new[] { "zones", "trips", "rates" })
        {
            Assert.Equal(20_000, await Database.CountAsync($"{table}_now"));
            Assert.Equal(0, await Database.CountAsync($"(select * from {table} except select * from {table}_now) missing"));
        }

        Assert.Equal(["{public.zones,public.trips,public.rates}"], await Database.RowsAsync("tables::text", "from flow.captures"));
    }

    // Streams of changes of tables over one slot, each into a table of its own.
    private static string Copies(params string[] tables) =>
        string.Concat(tables.Where(table => table != "zones").Select(table =>
            $$"""
            stream {{table}}: changes<Zone> from pg.cdc("{{table}}") { publication: "flow_zones", slot: "SLOT", snapshot: initial }

            """))
        + string.Concat(tables.Select(table =>
            $"transform {table}_flat = from {table} | where op != \"delete\" | select id = after.id, name = after.name\n"))
        + $"pipeline live {{ {string.Join("\n", tables.Select(table =>
            $$"""write {{table}}_flat to pg.table("{{table}}_now") { mode: upsert, key: id, delivery: effectively_once }"""))} }}";

    private string[] Files => Directory.Exists(_folder["lake/changes"]) ? Directory.GetFiles(_folder["lake/changes"], "part-*") : [];

    private async Task ChangeAsync(int life, params string[] tables)
    {
        for (int id = 1; id <= 100; id += 10)
        {
            foreach (string table in tables)
            {
                await Database.ExecuteAsync($"update {table} set name = 'v{life}' where id between {id} and {id + 9}");
            }

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
        string name = _slot;
        _folder.Write($"{name}/main.flow", $$"""
            secret database = env("STREAM_POSTGRES")
            connection pg: postgres { url: database }
            type Zone = { id: int64 @key, name: text }
            stream zones: changes<Zone> from pg.cdc("zones") { publication: "flow_zones", slot: "{{_slot}}", snapshot: initial }
            {{rest.Replace("SLOT", _slot, StringComparison.Ordinal)}}
            """);
        BuiltProgram program = await BuiltProgram.CreateAsync(_folder[name], _folder.Path);
        program.Variables["STREAM_POSTGRES"] = Database.Url;
        return program;
    }
}
