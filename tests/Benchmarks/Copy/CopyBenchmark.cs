using System.Globalization;
using FlowLang.Benchmarks.Load;
using FlowLang.Benchmarks.Measuring;
using Npgsql;

namespace FlowLang.Benchmarks.Copy;

/// <summary>
/// 2 M rows from table to table of one server, against a pipe of two psql: interleaved pairs, and the ratio of each. More than 1 means
/// faster than the pipe. A pipe of the binary form, which checks nothing and starts at once, says how much there is to win: what the server
/// takes to read its rows from one session.
/// </summary>
internal static class CopyBenchmark
{
    private const string Program = """
        type Trip = { trip_id: int64, pickup_zone: int32, dropoff_zone: int32, pickup: datetime, dropoff: datetime, passengers: int32,
                      distance: float64, fare: decimal(12, 2), tip: decimal(12, 2)?, payment: text, stored: bool }
        secret url = env("FLOW_POSTGRES")
        connection pg: postgres { url: url }
        source trips: Trip from pg.table("bench.source")
        transform some = from trips | where fare >= 50 | select payment, paid = fare, id = trip_id
        pipeline all { write trips to pg.table("bench.flow") { mode: append } }
        pipeline some_of_it { write some to pg.table("bench.flow") { mode: append } }
        """;

    private const string Source = """
        CREATE SCHEMA IF NOT EXISTS bench;
        DROP TABLE IF EXISTS bench.source;
        CREATE TABLE bench.source
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        if (!Servers.Find(out string? postgres))
        {
            return 2;
        }

        Options options = new(args);
        long rows = (long)options.Number("--rows", 2_000_000);
        int pairs = (int)options.Number("--pairs", 5);
        string folder = Directory.CreateTempSubdirectory("flow-bench").FullName;
        try
        {
            await FillAsync(postgres, rows);
            Console.WriteLine($"{rows:N0} rows × {LoadData.Columns.Length} columns from table to table, {pairs} pairs");
            var flow = new FlowLoad(folder, options.Text("--flowc") ?? BuiltFlowc.Find(), Program);
            await flow.BuildAsync();
            var psql = new PsqlLoad("", postgres);
            var measured = new Pairs(postgres);
            await LoadBenchmark.MeasureAsync("all rows and columns", () => measured.MeasureAsync(
                t => $"drop table if exists {t}; create table {t} {LoadData.Table}",
                () => flow.RunAsync("all"), () => psql.PipeAsync("bench.source", "bench.psql")), pairs);
            await LoadBenchmark.MeasureAsync("the same by psql's binary pipe", () => measured.MeasureAsync(
                t => $"drop table if exists {t}; create table {t} {LoadData.Table}",
                () => psql.PipeAsync("bench.source", "bench.flow", isBinary: true),
                () => psql.PipeAsync("bench.source", "bench.psql")), pairs);
            await LoadBenchmark.MeasureAsync("half of the rows, three columns", () => measured.MeasureAsync(
                t => $"drop table if exists {t}; create table {t} (payment text, paid numeric(12, 2), id bigint)",
                () => flow.RunAsync("some_of_it"),
                () => psql.PipeAsync("(SELECT payment, fare, trip_id FROM bench.source WHERE fare >= 50)", "bench.psql")), pairs);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"of the executable: peak memory {flow.PeakMemory:N0} MB, processor time of the last copy {flow.Processor:F2} s"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task FillAsync(string postgres, long rows)
    {
        await using var connection = new NpgsqlConnection(postgres);
        await connection.OpenAsync();
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = $"""
            {Source} {LoadData.Table};
            SELECT setseed(0.5);
            INSERT INTO bench.source
            SELECT i, (random() * 264)::int, (random() * 264)::int, timestamp '2024-01-01' + make_interval(secs => (random() * 2592000)::int),
                   timestamp '2024-01-01' + make_interval(secs => (random() * 2597400)::int), (random() * 6)::int,
                   round((random() * 30)::numeric, 2)::float8, (random() * 100)::numeric(12, 2),
                   CASE WHEN random() >= 0.3 THEN (random() * 20)::numeric(12, 2) END,
                   (ARRAY['Credit card', 'Cash', 'No charge', 'Dispute'])[1 + floor(random() * 4)::int], random() < 0.5
            FROM generate_series(1, {rows}) AS i;
            VACUUM ANALYZE bench.source
            """;
        foreach (string statement in command.CommandText.Split(";\n"))
        {
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync();
        }
    }
}
