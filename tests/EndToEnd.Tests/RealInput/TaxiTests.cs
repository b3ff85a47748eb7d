using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.RealInput;

/// <summary>Three published months in two formats, and a month that was published twice, into PostgreSQL by one built executable.</summary>
public sealed class TaxiTests
{
    private const string Compared = """
        vendor_id, pickup_local, dropoff_local, store_and_forward, rate_code, pickup_zone, dropoff_zone, passengers, miles, fare, extra, mta_tax,
        tip, tolls, improvement_surcharge, total, payment_type, trip_type, congestion_surcharge
        """;

    private static readonly (string Month, long Rows)[] s_months = [("2020-04", 35_612), ("2020-05", 57_360), ("2020-06", 63_109)];

    [SkippableFact]
    public async Task Published_months_load_whole_and_loading_again_changes_nothing()
    {
        string data = TaxiData.Folder();
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuildAsync(folder, database);

        await RunAsync(program, data, "load_csv", "load_parquet", "boroughs");
        await EveryRowIsSomewhereAsync(database);
        await ColumnsAreTypedAsync(database);
        await NegativeTotalsAreRejectedAsync(database);
        await FormatsAgreeAsync(database);
        await ZonesAreJoinedAsync(database);

        string before = await FingerprintAsync(database);
        await RunAsync(program, data, "load_csv", "load_parquet");
        Assert.Equal(before, await FingerprintAsync(database));
    }

    [SkippableFact]
    public async Task A_month_that_is_published_again_changes_nothing()
    {
        string data = TaxiData.Folder();
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuildAsync(folder, database);

        await RunAsync(program, data, "load_issued");
        Assert.Equal(56_551, await database.CountAsync("taxi.trips_2024"));
        string before = await database.FingerprintAsync("select * from taxi.trips_2024");
        await RunAsync(program, data, "load_reissued");
        Assert.Equal(before, await database.FingerprintAsync("select * from taxi.trips_2024"));
    }

    private static async Task<BuiltProgram> BuildAsync(TemporaryFolder folder, PostgresDatabase database)
    {
        RepositoryRoot.Copy(RepositoryRoot.File("tests", "EndToEnd.Tests", "Workspaces", "taxi-real"), folder["taxi-real"]);
        BuiltProgram program = await BuiltProgram.CreateAsync(folder["taxi-real"], folder.Path);
        program.Variables["TAXI_POSTGRES"] = database.Url;
        return program;
    }

    private static async Task RunAsync(BuiltProgram program, string data, params string[] pipelines)
    {
        CommandResult run = await program.RunAsync([.. pipelines, "--param", $"data={data}"]);
        Assert.True(run.ExitCode == 0, run.ToString());
    }

    private static async Task EveryRowIsSomewhereAsync(PostgresDatabase database)
    {
        foreach ((string format, string ending) in new[] { ("csv", "csv.gz"), ("parquet", "parquet") })
        {
            foreach ((string month, long rows) in s_months)
            {
                string file = $"green_tripdata_{month}.{ending}";
                long loaded = await database.CountAsync($"taxi.{format}_trips where source_file = '{file}'");
                long rejected = await database.CountAsync($"taxi.{format}_rejects where source_file = '{file}'");
                Assert.Equal((file, rows), (file, loaded + rejected));
                Assert.True(loaded > rows - 1000, file);
            }
        }
    }

    private static async Task ColumnsAreTypedAsync(PostgresDatabase database)
    {
        object? types = await database.ScalarAsync(
            """
            select string_agg(column_name || ' ' || data_type, ', ' order by ordinal_position) from information_schema.columns
            where table_schema = 'taxi' and table_name = 'csv_trips' and column_name in ('source_row', 'vendor_id', 'pickup_local', 'fare')
            """);
        Assert.Equal("source_row bigint, vendor_id integer, pickup_local timestamp without time zone, fare numeric", types);
    }

    private static async Task NegativeTotalsAreRejectedAsync(PostgresDatabase database)
    {
        Assert.Equal(0, await database.CountAsync("taxi.csv_trips where total < 0"));
        Assert.Equal(122, await database.CountAsync(
            "taxi.csv_rejects where source_file = 'green_tripdata_2020-04.csv.gz' and reason = 'the total is not negative' and "
                + "source_row > 0"));
        Assert.Equal(122, await database.CountAsync(
            "taxi.parquet_rejects where source_file = 'green_tripdata_2020-04.parquet' and source_row > 0 and "
                + "(input->>'total')::numeric < 0"));
    }

    /// <summary>Row by row: the same month in two formats is the same table, but for the file's name.</summary>
    private static async Task FormatsAgreeAsync(PostgresDatabase database)
    {
        const string month = "substring(source_file, 16, 7) as month, source_row";
        Assert.Equal(
            await database.FingerprintAsync($"select {month}, {Compared} from taxi.csv_trips"),
            await database.FingerprintAsync($"select {month}, {Compared} from taxi.parquet_trips"));
    }

    private static async Task ZonesAreJoinedAsync(PostgresDatabase database)
    {
        Assert.True(await database.CountAsync("taxi.boroughs") >= 6);
        Assert.Equal(
            await database.CountAsync("taxi.csv_trips"),
            Convert.ToInt64(
                await database.ScalarAsync("select sum(trips) from taxi.boroughs"), System.Globalization.CultureInfo.InvariantCulture));
    }

    private static async Task<string> FingerprintAsync(PostgresDatabase database) =>
        await database.FingerprintAsync(
            "select * from taxi.csv_trips") + " " + await database.FingerprintAsync("select * from taxi.parquet_trips");
}
