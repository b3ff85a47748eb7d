using FlowLang.EndToEnd.Tests.Build;
using FlowLang.EndToEnd.Tests.RealInput;

namespace FlowLang.EndToEnd.Tests.Http;

/// <summary>The published taxi files from a publisher's site into PostgreSQL, month by month.</summary>
public sealed class SiteTaxiTests : IAsyncLifetime
{
    private const string Month = "2024-01";
    private const long Trips = 56_551;

    private readonly TemporaryFolder _folder = new();
    private readonly FileServer _site = new();

    private string Program => $$"""
        secret server = env("TAXI_POSTGRES")
        connection site: http { base_url: "{{_site.Url}}/trip-data" }
        connection pg: postgres { url: server }
        source trips: { lpep_pickup_datetime: datetime, PULocationID: int32, fare_amount: float64? }
          from site.parquet("green_tripdata_{month}.parquet") { expose: [source_file, source_row] }
        source old: { lpep_pickup_datetime: datetime, PULocationID: int32, fare_amount: decimal(10, 2) }
          from site.csv("green_tripdata_{month}.csv.gz") { expose: [source_file, source_row] }
        source zones: { LocationID: int32 @key, Borough: text? } from site.csv("taxi_zone_lookup.csv")
        pipeline load {
          write trips to pg.table("trips") { mode: upsert, key: [source_file, source_row] }
          partition: month(start: 2020-01-01)
        }
        pipeline add { write trips to pg.table("added") { mode: append } partition: month(start: 2020-01-01) }
        pipeline early {
          write old to pg.table("early") { mode: upsert, key: [source_file, source_row] }
          partition: month(start: 2020-01-01)
        }
        pipeline places { write zones to pg.table("zones") { mode: replace } }
        """;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        _folder.Dispose();
    }

    [SkippableFact]
    public async Task Months_are_loaded_once_and_a_reissued_one_again()
    {
        string data = TaxiData.Folder();
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        BuiltProgram program = await BuildAsync(database, data);

        await RunAsync(program, "load", Month);
        await RunAsync(program, "early", "2020-04");
        await RunAsync(program, "places");
        Assert.Equal((Trips, 35_612L, 265L), (
            await database.CountAsync("trips"), await database.CountAsync("early"), await database.CountAsync("zones")));

        Assert.Contains("nothing new: run ", await RunAsync(program, "load", Month), StringComparison.Ordinal);
        Assert.Contains("nothing new: run ", await RunAsync(program, "places"), StringComparison.Ordinal);
        Assert.Equal(2L, await database.ScalarAsync("select count(*) from flow.runs where pipeline in ('load', 'places')"));

        Publish(data, $"green_tripdata_{Month}.reissued.parquet", $"green_tripdata_{Month}.parquet");
        string reissued = await RunAsync(program, "load", Month);
        Assert.Contains($"read {Trips:N0} = written {Trips:N0}", reissued, StringComparison.Ordinal);
        Assert.Contains("fetched, 1,541,325 bytes", reissued, StringComparison.Ordinal);
        Assert.Equal(Trips, await database.CountAsync("trips"));
        Assert.Contains("nothing new: run ", await RunAsync(program, "load", Month), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_table_that_is_gone_and_a_wish_bring_everything_back()
    {
        string data = TaxiData.Folder();
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        BuiltProgram program = await BuildAsync(database, data);
        await RunAsync(program, "places");
        await database.ExecuteAsync("drop table zones");
        await RunAsync(program, "places");
        Assert.Equal(265L, await database.CountAsync("zones"));
        await database.ExecuteAsync("truncate zones");
        CommandResult wished = await program.RunAsync("places", "--reload");
        Assert.True(wished.ExitCode == 0, wished.ToString());
        Assert.Equal(265L, await database.CountAsync("zones"));

        // A run that another machine did since is not this ledger's to know.
        await database.ExecuteAsync("delete from flow.runs; truncate zones");
        await RunAsync(program, "places");
        Assert.Equal(265L, await database.CountAsync("zones"));
    }

    [SkippableFact]
    public async Task Where_rows_are_appended_a_reissued_month_is_told_and_not_doubled()
    {
        string data = TaxiData.Folder();
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        BuiltProgram program = await BuildAsync(database, data);
        await RunAsync(program, "add", Month);
        Publish(data, $"green_tripdata_{Month}.reissued.parquet", $"green_tripdata_{Month}.parquet");
        CommandResult run = await program.RunAsync("add", "--interval", Month);
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains(
            $"green_tripdata_{Month}.parquet is not what run ", run.Output + run.Errors, StringComparison.Ordinal);
        Assert.Equal(Trips, await database.CountAsync("added"));
    }

    private async Task<BuiltProgram> BuildAsync(PostgresDatabase database, string data)
    {
        Publish(data, $"green_tripdata_{Month}.parquet");
        Publish(data, "green_tripdata_2020-04.csv.gz");
        Publish(data, "taxi_zone_lookup.csv");
        BuiltProgram program = await BuiltProgram.FromTextAsync(_folder, Program);
        program.Variables["TAXI_POSTGRES"] = database.Url;
        return program;
    }

    private void Publish(string data, string file, string? name = null) =>
        _site.Put($"/trip-data/{name ?? file}", File.ReadAllBytes(Path.Combine(data, file)));

    private static async Task<string> RunAsync(BuiltProgram program, string pipeline, string? month = null)
    {
        CommandResult run = await program.RunAsync(month is null ? [pipeline] : [pipeline, "--interval", month]);
        Assert.True(run.ExitCode == 0, run.ToString());
        return run.Output;
    }
}
