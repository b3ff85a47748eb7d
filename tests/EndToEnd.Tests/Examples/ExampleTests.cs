using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Examples;

/// <summary>Every example runs as its README says and gives what lies in its `expected` folder.</summary>
public sealed class ExampleTests
{
    [Fact]
    public async Task Taxi_reports_by_hour_and_on_the_screen()
    {
        using Example example = new("01-taxi");
        CommandResult run = await example.SucceedsAsync("run", ".");
        example.Expects("hourly.csv", ParquetFile.ReadAsCsv(example["data/out/hourly.parquet"]));
        example.Expects("boroughs.txt", Table(run.Output));
        example.Expects("rejects.txt", Reasons(example["data/out/rejects.jsonl"]));
        await example.SucceedsAsync("test", ".");
    }

    [SkippableFact]
    public async Task Files_load_into_postgres_which_computes_again_and_again()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        using Example example = new("02-postgres-pushdown");
        example.Variables["TAXI_POSTGRES"] = database.Url;
        for (int time = 0; time < 2; time++)
        {
            CommandResult run = await example.SucceedsAsync("run", ".");
            example.Expects("by_borough.txt", Table(run.Output));
            Assert.Equal(5, await database.CountAsync("taxi.trips"));
            Assert.Equal(2, await database.CountAsync("taxi.zones"));
            string[] cards = await database.RowsAsync("id, paid, coalesce(tip::text, '-')", "FROM taxi.cards ORDER BY id");
            example.Expects("cards.txt", string.Join('\n', cards) + "\n");
        }

        example.Expects("cards_only.txt", (await example.SucceedsAsync("explain", "cards_only", ".")).Output);
    }

    // On a server that nobody has used: there Spark takes the queries of one run for each other's, if they are numbered from 0.
    [SkippableFact]
    public async Task A_cluster_reports_from_parquet_and_postgres()
    {
        await using PrivateServer spark = await PrivateServer.StartAsync("spark");
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        using Example example = new("03-spark");
        example.Variables["TAXI_POSTGRES"] = database.Url;
        example.Variables["TAXI_SPARK"] = spark.Address;
        CommandResult run = await example.SucceedsAsync("run", ".");
        example.Expects("boroughs.txt", Table(run.Output));
        string[] rejects = await database.RowsAsync("reason, count(*)", "from mart.rejects group by reason order by reason");
        example.Expects("rejects.txt", string.Join('\n', rejects) + "\n");
    }

    [Fact]
    public async Task Quality_puts_rows_aside_with_reasons()
    {
        using Example example = new("05-quality");
        await example.SucceedsAsync("run", ".");
        example.Expects("trips.csv", File.ReadAllText(example["data/out/trips.csv"]));
        example.Expects("rejects.txt", Reasons(example["data/out/rejects.jsonl"]));
    }

    [Fact]
    public async Task Days_are_loaded_one_at_a_time_and_again()
    {
        using Example example = new("04-incremental");
        foreach (string day in (string[])["2024-01-01", "2024-01-02", "2024-01-01"])
        {
            await example.SucceedsAsync("run", ".", "--interval", day);
        }

        example.Expects("two_days.csv", ParquetFile.ReadAsCsv(example["data/out/daily"] + "/**/*.parquet"));
        CommandResult missing = await example.FlowcAsync("run", ".", "--interval", "2024-01-04");
        Assert.True(missing.ExitCode == 1, missing.ToString());
    }

    [Fact]
    public async Task Rides_are_counted_in_windows_without_a_server()
    {
        using Example example = new("07-streaming");
        CommandResult run = await example.SucceedsAsync("run", ".", "--bounded");
        IEnumerable<string> rows = run.Output.Split('\n').Select(line => line.TrimEnd())
            .Where(line => line.StartsWith("  2024-", StringComparison.Ordinal));
        example.Expects("zone_load.txt", string.Join('\n', rows.Order(StringComparer.Ordinal)) + "\n");
        Assert.Contains("written 60, rejected 0, filtered 127, late 0", run.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Changes_of_a_table_go_through_a_topic_into_another_table()
    {
        string brokers = $"brokers={KafkaAddress.Require()}";
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync("create schema raw; create schema mart;" + Readme("08-cdc", "create table"));
        await database.ExecuteAsync(Readme("08-cdc", "insert"));
        using Example example = new("08-cdc");
        example.Variables["TAXI_POSTGRES"] = database.Url;

        // Servers are shared: their topics and slots have one name each.
        string own = $"t{Guid.NewGuid():N}";
        string program = File.ReadAllText(example["main.flow"]);
        File.WriteAllText(
            example["main.flow"],
            program.Replace("taxi.trips", own, StringComparison.Ordinal).Replace("\"taxi_trips\"", $"\"{own}\"", StringComparison.Ordinal));
        for (int time = 0; time < 2; time++)
        {
            await example.SucceedsAsync("run", ".", "cdc_out", "--bounded", "--param", brokers);
            await example.SucceedsAsync("run", ".", "live", "--bounded", "--param", brokers);
            await database.ExecuteAsync(
                """
                insert into raw.trips select i, i % 3 + 1, 10, timestamptz '2024-03-01 00:00Z' + i * interval '10 s'
                  from generate_series(61, 90) i on conflict do nothing;
                update raw.trips set fare = 99 where trip_id = 61;
                delete from raw.trips where trip_id = 62;
                """);
        }

        string[] rows = await database.RowsAsync(
            "zone_id, window_start::text, trips, revenue", "FROM mart.zone_load ORDER BY window_start, zone_id");
        example.Expects("zone_load.txt", string.Join('\n', rows) + "\n");
    }

    [SkippableFact]
    public async Task A_platform_loads_a_day_streams_its_changes_and_reports_it_on_a_cluster()
    {
        string brokers = KafkaAddress.Require();
        string spark = SparkAddress.Require();
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync("create schema raw; create schema ref; create schema mart");
        using Example example = new("09-gcp");
        await using FileServer feed = new();
        foreach (string file in (string[])["zones.csv", "trips/2024-03-01.csv", "trips/2024-03-02.csv"])
        {
            feed.Put("/" + file, File.ReadAllText(example["data/" + file]));
        }

        string own = Own(example, database);
        await example.SucceedsAsync("test", ".");
        await example.SucceedsAsync("build", ".", "-o", "built", "--framework-dependent");
        example.Variables["PG_PASSWORD"] = "none";
        example.Variables["CHAT_URL"] = "http://127.0.0.1:9/nobody";
        string[] places =
        [
            "--param", $"feed_url={feed.Url}", "--param", $"pg_host={database.Host}", "--param", $"brokers={brokers}",
            "--param", $"spark_url={spark}", "--param", $"lake_root={example["lake"]}",
        ];
        async Task RunAsync(params string[] arguments)
        {
            CommandResult run = await Command.RunAsync(
                example["built/09-gcp"], example.Folder, ["run", .. arguments, .. places], example.Variables);
            Assert.True(run.ExitCode == 0, run.ToString());
        }

        foreach (string day in (string[])["2024-03-01", "2024-03-02"])
        {
            await RunAsync("zones", "ingest", "report", "--interval", day);
            await RunAsync("changes", "--bounded");
            await RunAsync("live", "--bounded");
        }

        string[] daily = await database.RowsAsync(
            "day::text, zone_id, borough, trips, revenue", "FROM mart.daily_zones ORDER BY day, zone_id");
        example.Expects("daily_zones.txt", string.Join('\n', daily) + "\n");
        string[] load = await database.RowsAsync(
            "zone_id, sum(trips), sum(revenue)", "FROM mart.zone_load GROUP BY zone_id ORDER BY zone_id");
        example.Expects("zone_load.txt", string.Join('\n', load) + "\n");
        string[] rejects = await database.RowsAsync("reason, count(*)", "FROM raw.rejects GROUP BY reason ORDER BY reason");
        example.Expects("rejects.txt", string.Join('\n', rejects) + "\n");
        await database.ExecuteAsync($"select pg_drop_replication_slot('{own}')");
    }

    // Servers are shared: what stands in them has a name of its own.
    private static string Own(Example example, PostgresDatabase database)
    {
        string own = $"t{Guid.NewGuid():N}";
        string program = File.ReadAllText(example["main.flow"])
            .Replace("database: \"taxi\"", $"port: {database.Port}, database: \"{database.Name}\"", StringComparison.Ordinal)
            .Replace("user: \"flow\"", $"user: \"{database.User}\"", StringComparison.Ordinal)
            .Replace("\"taxi.trips", $"\"{own}.trips", StringComparison.Ordinal)
            .Replace("\"taxi_trips\"", $"\"{own}\"", StringComparison.Ordinal);
        File.WriteAllText(example["main.flow"], program);
        return own;
    }

    [SkippableFact]
    public async Task A_rest_api_is_read_a_day_at_a_time()
    {
        using Example example = new("06-rest-api");
        using PythonServer server = await PythonServer.StartAsync(example["server.py"]);
        example.Variables["RATES_TOKEN"] = "demo";
        CommandResult run = new(0, "", "");
        foreach (string day in (string[])["2024-01-02", "2024-01-03", "2024-01-02"])
        {
            run = await example.SucceedsAsync("run", ".", "--interval", day, "--param", $"server={server.Url}");
        }

        example.Expects("daily.txt", Table(run.Output));
        example.Expects("rates.csv", ParquetFile.ReadAsCsv(example["data/out/rates"] + "/day=2024-01-02/*.parquet"));
        example.Expects("rejects.txt", Reasons(example["data/out/rejects/2024-01-02.jsonl"]));
        await example.SucceedsAsync("test", ".");
        example.Variables["RATES_TOKEN"] = "wrong";
        CommandResult refused = await example.FlowcAsync("run", ".", "--interval", "2024-01-02", "--param", $"server={server.Url}");
        Assert.True(refused.ExitCode == 1 && refused.Errors.Contains("RT2043", StringComparison.Ordinal), refused.ToString());
    }

    [Fact]
    public async Task A_backfill_loads_what_is_not_there_and_late_trips_come_in_by_lookback()
    {
        using Example example = new("04-incremental");
        await example.SucceedsAsync("build", ".", "-o", "built", "--framework-dependent");
        Task<CommandResult> Run(params string[] arguments) =>
            Command.RunAsync(example["built/04-incremental"], example.Folder, arguments, example.Variables);
        string[] range = ["backfill", "ingest", "--from", "2024-01-01", "--to", "2024-01-04"];

        example.Expects("preview.txt", (await Run([.. range, "--dry-run"])).Output);
        CommandResult filled = await Run([.. range, "--parallel", "2"]);
        Assert.True(filled.ExitCode == 0, filled.ToString());
        example.Expects("daily.csv", ParquetFile.ReadAsCsv(example["data/out/daily"] + "/**/*.parquet"));
        example.Expects("again.txt", (await Run(range)).Output);

        File.AppendAllText(example["data/trips/2024-01-02.csv"], "7,42,2024-01-02T23:59:00Z,10.00\n");
        CommandResult third = await Run("run", "ingest", "--interval", "2024-01-03");
        Assert.True(third.ExitCode == 0, third.ToString());
        example.Expects("late.csv", ParquetFile.ReadAsCsv(example["data/out/daily"] + "/**/*.parquet"));
    }

    [SkippableFact]
    public async Task History_is_the_same_in_whatever_order_days_come()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        using Example example = new("10-history");
        example.Variables["TAXI_POSTGRES"] = database.Url;
        await example.SucceedsAsync("run", ".", "load", "--interval", "2024-01-01");
        await example.SucceedsAsync("run", ".", "load", "--interval", "2024-01-03");
        for (int time = 0; time < 2; time++)
        {
            CommandResult run = await example.SucceedsAsync("run", ".", "--interval", "2024-01-02");
            example.Expects("history.txt", Table(run.Output));
        }
    }

    /// <summary>The table that a `console` sink draws: from its heading to the number of rows.</summary>
    // A statement of the example's README.
    private static string Readme(string example, string start) =>
        File.ReadLines(RepositoryRoot.File("examples", example, "README.md"))
            .First(line => line.StartsWith(start, StringComparison.Ordinal));

    private static string Table(string output)
    {
        string[] lines = [.. output.Split('\n').Select(line => line.TrimEnd())];
        int rule = Array.FindIndex(lines, line => line.StartsWith("  ---", StringComparison.Ordinal));
        int end = Array.FindIndex(lines, rule, line => line.EndsWith(" rows", StringComparison.Ordinal)
            || line.EndsWith(" row", StringComparison.Ordinal));
        return string.Join('\n', lines[(rule - 2)..(end + 1)]) + "\n";
    }

    private static string Reasons(string path) =>
        string.Join('\n', File.ReadLines(path)
            .Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement)
            .Select(reject => $"{reject.GetProperty("source_file")} {reject.GetProperty("source_row")}: {reject.GetProperty("reason")}")
            .GroupBy(reject => reject, (reject, all) => all.Count() == 1 ? reject : $"{all.Count()} × {reject}")) + "\n";
}
