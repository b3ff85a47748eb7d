using FlowLang.EndToEnd.Tests.Build;
using FlowLang.EndToEnd.Tests.RealInput;

namespace FlowLang.EndToEnd.Tests.Cluster;

/// <summary>One query by two engines over published trips: Spark makes the tables and rejects that the embedded engine makes.</summary>
public sealed class ClusterTaxiTests
{
    private const string Program = """
        param data: text
        secret database = env("TAXI_POSTGRES")
        secret spark = env("TAXI_SPARK")
        connection lake: files { root: data }
        connection out: files { root: "." }
        connection pg: postgres { url: database }
        connection cluster: spark { url: spark }

        type Trip = { lpep_pickup_datetime: text, PULocationID: int64, trip_distance: float64, total_amount: float64 }
        source months: Trip from lake.parquet("green_tripdata_2020-*.parquet") { expose: [source_file, source_row] }

        transform trips =
          from months
          | where total_amount < 10000
          | derive pickup_local = cast(lpep_pickup_datetime as datetime) else reject "no time"
          | select source_file, source_row, pickup_local, zone = cast(PULocationID as int32) else reject "no zone",
                   pickup = at_zone(pickup_local, "America/New_York") else reject "no such local time",
                   miles = cast(trip_distance as decimal(10, 2)) else reject "too far", total = cast(total_amount as decimal(10, 2)) else null
        expect on trips { row "the total is not negative": total >= 0 severity reject }
        transform hours = from trips | aggregate trips = count(), revenue = sum(total), miles = avg(miles) by zone, hour = trunc(pickup, hour)

        pipeline near {
          write trips to pg.table("near.trips") { mode: upsert, key: [source_file, source_row], rejects: pg.table("near.rejects") }
          write hours to pg.table("near.hours") { mode: replace, rejects: discard }
        }
        pipeline far on cluster {
          write trips to pg.table("far.trips") { mode: upsert, key: [source_file, source_row], rejects: pg.table("far.rejects") }
          write hours to pg.table("far.hours") { mode: replace, rejects: discard }
          write hours to out.parquet("hours.parquet") { rejects: discard }
        }
        pipeline back { write (from written) to pg.table("far.files") { mode: replace } after: [far] }
        source written: { zone: int32, hour: instant, trips: int64, revenue: decimal(38, 2)?, miles: decimal(38, 6) } from out.parquet("hours.parquet")
        """;

    [SkippableFact]
    public async Task The_cluster_makes_the_tables_that_the_embedded_engine_makes()
    {
        string data = TaxiData.Folder();
        string spark = SparkAddress.Require();
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, Program);
        program.Variables["TAXI_POSTGRES"] = database.Url;
        program.Variables["TAXI_SPARK"] = spark;

        CommandResult run = await program.RunAsync("near", "far", "back", "--param", $"data={data}");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.True(await database.CountAsync("far.trips") > 100_000);
        Assert.True(await database.CountAsync("far.rejects") > 100);
        const string hours = "select zone, hour, trips, revenue, miles from";
        const string rejects = "select step, reason, source_file, source_row from";
        Assert.Equal(await FingerprintAsync(database, "near.trips"), await FingerprintAsync(database, "far.trips"));
        Assert.Equal(await database.FingerprintAsync($"{hours} near.hours"), await database.FingerprintAsync($"{hours} far.hours"));
        Assert.Equal(await database.FingerprintAsync($"{hours} near.hours"), await database.FingerprintAsync($"{hours} far.files"));
        Assert.Equal(await database.FingerprintAsync($"{rejects} near.rejects"), await database.FingerprintAsync($"{rejects} far.rejects"));
        Assert.Equal(0, await database.CountAsync("pg_tables where schemaname = 'flow' and tablename like 'stage%'"));
    }

    private static Task<string> FingerprintAsync(PostgresDatabase database, string table) =>
        database.FingerprintAsync($"select * from {table}");
}
