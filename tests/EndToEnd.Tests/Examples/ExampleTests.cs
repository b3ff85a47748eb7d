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
    public async Task Files_load_into_postgres_and_again()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        using Example example = new("02-files-to-postgres");
        example.Variables["TAXI_POSTGRES"] = database.Url;
        for (int time = 0; time < 2; time++)
        {
            CommandResult run = await example.SucceedsAsync("run", ".");
            example.Expects("by_borough.txt", Table(run.Output));
            Assert.Equal(5, await database.CountAsync("taxi.trips"));
            Assert.Equal(2, await database.CountAsync("taxi.zones"));
        }
    }

    [SkippableFact]
    public async Task A_cluster_reports_from_parquet_and_postgres()
    {
        string spark = SparkAddress.Require();
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        using Example example = new("03-spark");
        example.Variables["TAXI_POSTGRES"] = database.Url;
        example.Variables["TAXI_SPARK"] = spark;
        CommandResult run = await example.SucceedsAsync("run", ".");
        example.Expects("boroughs.txt", Table(run.Output));
        string[] rejects = await database.RowsAsync("reason, count(*)", "from mart.rejects group by reason order by reason");
        example.Expects("rejects.txt", string.Join('\n', rejects) + "\n");
    }

    [Fact]
    public async Task Rejects_and_expectations_put_rows_aside_with_reasons()
    {
        using Example example = new("03-rejects-and-expectations");
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

        example.Expects("daily.csv", ParquetFile.ReadAsCsv(example["data/out/daily"] + "/**/*.parquet"));
        CommandResult missing = await example.FlowcAsync("run", ".", "--interval", "2024-01-03");
        Assert.True(missing.ExitCode == 1, missing.ToString());
    }

    /// <summary>The table that a `console` sink draws: from its heading to the number of rows.</summary>
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
