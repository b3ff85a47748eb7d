using System.Globalization;
using FlowLang.Benchmarks.Measuring;

namespace FlowLang.Benchmarks.Load;

/// <summary>
/// 2 M rows of CSV to committed rows in PostgreSQL, against psql: interleaved pairs, so that whatever else the machine does hits both, and
/// the
/// ratio of each pair. More than 1 means faster than psql.
/// </summary>
internal static class LoadBenchmark
{
    private const string Program = """
        type Trip = { trip_id: int64 @key, pickup_zone: int32, dropoff_zone: int32, pickup: datetime, dropoff: datetime, passengers: int32,
                      distance: float64, fare: decimal(12, 2), tip: decimal(12, 2)?, payment: text, stored: bool }
        param folder: text = "."
        secret url = env("FLOW_POSTGRES")
        connection lake: files { root: folder }
        connection pg: postgres { url: url }
        source trips: Trip from lake.csv("trips.csv")
        pipeline append { write trips to pg.table("bench.flow") { mode: append, rejects: discard } }
        pipeline replace { write trips to pg.table("bench.flow") { mode: replace, rejects: discard } }
        pipeline upsert { write trips to pg.table("bench.flow") { mode: upsert, rejects: discard } }
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
        string? only = options.Text("--only");
        string folder = Directory.CreateTempSubdirectory("flow-bench").FullName;
        try
        {
            string csv = Path.Combine(folder, "trips.csv");
            LoadData.Write(csv, rows);
            Console.WriteLine(
                $"{rows:N0} rows × {LoadData.Columns.Length} columns, {new FileInfo(csv).Length / 1_000_000:N0} MB of CSV, {pairs} pairs");
            var flow = new FlowLoad(folder, options.Text("--flowc") ?? BuiltFlowc.Find(), Program);
            await flow.BuildAsync();
            var cases = new LoadCases(folder, flow, new PsqlLoad(csv, postgres), postgres);
            foreach (
                (string name, Func<Task<Pair>> measure) in
                cases.All.Where(c => only is null || c.Name.StartsWith(only, StringComparison.Ordinal)))
            {
                await MeasureAsync(name, measure, pairs);
                Console.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"{"",-34} processor time of the executable {flow.Processor:F2} s"));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak memory of the executable: {flow.PeakMemory:N0} MB"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Prints the ratios of so many pairs, after one that is not counted.</summary>
    public static async Task MeasureAsync(string name, Func<Task<Pair>> measure, int pairs)
    {
        await measure();
        var results = new List<Pair>();
        for (int i = 0; i < pairs; i++)
        {
            results.Add(await measure());
        }

        Spread ratio = Spread.Of(results.Select(r => r.Psql / r.Flow));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-34} flow {Spread.Of(results.Select(r => r.Flow)).Median:F2} s   "
                + $"psql {Spread.Of(results.Select(r => r.Psql)).Median:F2} s   ratio {ratio}"));
    }
}

/// <summary>Seconds of one load by each.</summary>
internal sealed record Pair(double Flow, double Psql);
