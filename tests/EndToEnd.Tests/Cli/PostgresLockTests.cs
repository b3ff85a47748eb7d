using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Cli;

/// <summary>`flowc lock` of tables and queries of a real server, and what an executable does when they have changed since.</summary>
public sealed class PostgresLockTests : IDisposable
{
    private const string Program = """
        secret database = env("TAXI_POSTGRES")
        connection pg: postgres { url: database }
        connection here: files { root: "." }
        source trips from pg.table("raw.trips")
        source sums from pg.query("select zone_id, sum(fare)::numeric(12, 2) as fares, count(*) as n from raw.trips group by 1")
        pipeline copy { write trips to here.json("trips.jsonl") }
        pipeline add  { write (from sums | where fares > 1) to pg.table("mart.sums") { mode: append } }
        """;

    private const string Trips = """
        create schema raw;
        create table raw.trips (
          trip_id bigint primary key, zone_id integer not null, kind smallint, fare numeric(10, 2) not null, tip double precision,
          note text, at timestamptz not null, at_local timestamp, day date, clock time, paid boolean not null, ref uuid, doc jsonb,
          tags text[] not null, raw bytea, label varchar(10), address inet);
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables = [];

    public PostgresLockTests() => _folder.Write("main.flow", Program);

    private string Lock => string.Concat(File.ReadAllText(_folder["flow.lock"]).Where(c => !char.IsWhiteSpace(c)));

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Sources_without_a_type_take_it_from_the_catalog_and_the_query()
    {
        await using PostgresDatabase database = await StartAsync();
        Assert.Equal(1, (await Flowc("check")).ExitCode);
        CommandResult locked = await Flowc("lock");
        Assert.True(locked.ExitCode == 0, locked.ToString());
        Assert.Contains("added trips from pg.table(\"raw.trips\")", locked.Output, StringComparison.Ordinal);
        Assert.Contains("address is left out: FlowLang has no type for inet", locked.Output, StringComparison.Ordinal);
        Assert.Contains("skipped pg.table(\"mart.sums\")\n  the table is not there yet", locked.Output, StringComparison.Ordinal);
        foreach (string column in new[]
        {
            "zone_id:int32", "kind:int16?", "fare:decimal(10,2)", "tip:float64?", "note:text?", "at:instant", "at_local:datetime?",
            "day:date?", "clock:time?", "paid:bool", "ref:uuid?", "doc:json?", "tags:text?[]", "raw:bytes?", "label:text?",
            "fares:decimal(12,2)?", "n:int64?",
        })
        {
            string[] parts = column.Split(':');
            Assert.Contains($"{{\"name\":\"{parts[0]}\",\"type\":\"{parts[1]}\"", Lock, StringComparison.Ordinal);
        }

        Assert.Contains("{\"name\":\"trip_id\",\"type\":\"int64\",\"key\":true}", Lock, StringComparison.Ordinal);
        Assert.DoesNotContain("postgres://", Lock, StringComparison.Ordinal);
        CommandResult check = await Flowc("check");
        Assert.True(check.ExitCode == 0, check.ToString());
        Assert.Contains("up to date", (await Flowc("lock", "--check")).Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_column_that_changed_since_the_build_ends_a_run_with_3_and_is_named_until_it_is_locked_anew()
    {
        await using PostgresDatabase database = await StartAsync();
        await database.ExecuteAsync(
            "insert into raw.trips values (1, 7, 1, 2.50, 0, 'a', now(), now(), now(), now(), true, null, '{}', '{}')");
        await Flowc("lock");
        CommandResult run = await Flowc("run", "copy");
        Assert.True(run.ExitCode == 0, run.ToString());
        string before = await File.ReadAllTextAsync(_folder["trips.jsonl"]);

        await database.ExecuteAsync(
            "alter table raw.trips alter column fare type text, drop column note, add column vendor integer not null default 1");
        CommandResult refused = await Flowc("run", "copy");
        Assert.True(refused.ExitCode == 3, refused.ToString());
        Assert.Contains("RT6011", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("`fare`: the program reads numeric(10,2); there is text", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("`note`: the program reads text; there is no such column", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("vendor", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(_folder["trips.jsonl"]));

        CommandResult difference = await Flowc("lock", "--check");
        Assert.Equal(1, difference.ExitCode);
        Assert.Contains("changed trips from pg.table(\"raw.trips\")", difference.Output, StringComparison.Ordinal);
        Assert.Contains("~ fare: decimal(10, 2) → text", difference.Output, StringComparison.Ordinal);
        Assert.Contains("- note: text?", difference.Output, StringComparison.Ordinal);
        Assert.Contains("+ vendor: int32", difference.Output, StringComparison.Ordinal);
        Assert.Contains("skipped sums", difference.Output, StringComparison.Ordinal);

        _folder.Write("main.flow", Program.Replace("sum(fare)", "sum(fare::numeric)", StringComparison.Ordinal));
        Assert.Equal(0, (await Flowc("lock")).ExitCode);
        CommandResult again = await Flowc("run", "copy");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Contains("vendor", await File.ReadAllTextAsync(_folder["trips.jsonl"]), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_declared_type_that_the_table_does_not_have_is_incompatible()
    {
        await using PostgresDatabase database = await StartAsync();
        _folder.Write(
            "main.flow",
            """
            secret database = env("TAXI_POSTGRES")
            connection pg: postgres { url: database }
            source trips: { trip_id: int32 @key, fare: decimal(10, 2), vendor: text } from pg.table("raw.trips")
            """);
        CommandResult result = await Flowc("lock");
        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.Contains("incompatible trips", result.Output, StringComparison.Ordinal);
        Assert.Contains("`trip_id`: the program reads integer; there is bigint", result.Output, StringComparison.Ordinal);
        Assert.Contains("`vendor`: the program reads text; there is no such column", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("fare", result.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_table_of_a_sink_is_locked_when_it_is_there()
    {
        await using PostgresDatabase database = await StartAsync();
        await database.ExecuteAsync("create schema mart; create table mart.sums (zone_id integer, fares numeric(12, 2), n bigint)");
        CommandResult locked = await Flowc("lock");
        Assert.Contains("added pg.table(\"mart.sums\")", locked.Output, StringComparison.Ordinal);
        await database.ExecuteAsync("alter table mart.sums alter column n type integer");
        CommandResult changed = await Flowc("lock");
        Assert.Contains("~ n: int64? → int32?", changed.Output, StringComparison.Ordinal);
        CommandResult run = await Flowc("run", "add");
        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.Contains("`n`: the program writes bigint; the table has integer", run.Errors, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_table_whose_changes_are_carried_is_locked_and_compared_before_anything_is_read()
    {
        string kafka = KafkaAddress.Require();
        await using PostgresDatabase database = await StartAsync();
        _folder.Write("main.flow", $$"""
            secret database = env("TAXI_POSTGRES")
            connection pg: postgres { url: database }
            connection bus: kafka { brokers: ["{{kafka}}"] }
            pipeline out {
              write pg.cdc("raw.trips") { publication: "flow_lock", slot: "flow_lock" } to bus.topic("flow.lock") { envelope: debezium }
            }
            """);
        CommandResult locked = await Flowc("lock");
        Assert.Contains("added pg.cdc(\"raw.trips\")", locked.Output, StringComparison.Ordinal);
        await database.ExecuteAsync("alter table raw.trips alter column fare type text, add column vendor integer");
        CommandResult run = await Flowc("run", "out", "--bounded");
        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.Contains("`fare`: the program reads numeric(10,2); there is text", run.Errors, StringComparison.Ordinal);
        Assert.Equal(0, await database.CountAsync("pg_replication_slots WHERE slot_name = 'flow_lock'"));
        Assert.Contains("~ fare: decimal(10, 2) → text", (await Flowc("lock")).Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_server_that_is_down_keeps_the_lock_and_a_secret_is_not_told()
    {
        await using PostgresDatabase database = await StartAsync();
        await Flowc("lock");
        string before = Lock;
        _variables["TAXI_POSTGRES"] = "postgres://flow:s3cret@127.0.0.1:1/taxi";
        CommandResult down = await Flowc("lock");
        Assert.Equal(0, down.ExitCode);
        Assert.Contains("skipped trips from pg.table(\"raw.trips\")", down.Output, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:1", down.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", down.Output + down.Errors, StringComparison.Ordinal);
        _variables.Clear();
        CommandResult secret = await Flowc("lock");
        Assert.Contains("TAXI_POSTGRES", secret.Output, StringComparison.Ordinal);
        Assert.Equal(before, Lock);
    }

    private async Task<PostgresDatabase> StartAsync()
    {
        PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(Trips);
        _variables["TAXI_POSTGRES"] = database.Url;
        return database;
    }

    private Task<CommandResult> Flowc(string command, params string[] more) =>
        Command.RunAsync(Command.Flowc, _folder.Path, [command, _folder.Path, .. more], _variables);
}
