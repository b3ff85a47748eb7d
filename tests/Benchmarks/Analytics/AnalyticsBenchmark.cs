using System.Diagnostics;
using System.Globalization;
using FlowLang.Benchmarks.Measuring;

namespace FlowLang.Benchmarks.Analytics;

/// <summary>
/// Joins and aggregates like those of TPC-H, written in the language, against SQL by hand with the same casts and guards and against SQL
/// without any. Seconds are of the query alone; then the executable as a whole against a program by hand. Less than 1 means faster than by
/// hand.
/// </summary>
internal static class AnalyticsBenchmark
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        Options options = new(arguments);
        string? kept = options.Text("--data");
        string folder = (kept is null ? Directory.CreateTempSubdirectory("flow-analytics") : Directory.CreateDirectory(kept)).FullName;
        try
        {
            return await RunAsync(options, folder);
        }
        finally
        {
            if (kept is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task<int> RunAsync(Options options, string folder)
    {
        int pairs = (int)options.Number("--pairs", 5);
        string[] names = options.Text("--only") is { } only ? only.Split(',') : Queries.Names;
        EngineQueries engine = EngineQueries.Compile(folder);
        await engine.WriteDataAsync(options.Number("--scale", 1));
        long size = new DirectoryInfo(folder).EnumerateFiles("*.parquet").Sum(f => f.Length);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{size / 1e6:F0} MB of Parquet, {pairs} rounds, {Environment.ProcessorCount} processors"));
        Console.WriteLine($"{"seconds",-10}{"flow",8}{"hand",8}{"naive",8}   {"flow / hand",-34}{"processor",-34}flow / naive");
        List<Round> totals = await MeasureAsync(engine, folder, names, pairs);
        Spread total = Print("total", totals);
        Spread whole = await WholeAsync(folder, names, pairs, options.Text("--flowc") ?? BuiltFlowc.Find());
        Console.WriteLine($"the executable / a program by hand, as processes: {whole}");
        bool isSame = await CompareAsync(engine, folder, names);
        double bound = options.Number("--bound", double.MaxValue);
        Console.WriteLine(
            total.Median <= bound ? "" : string.Create(CultureInfo.InvariantCulture, $"{total.Median:F3} is above the bound of {bound}"));
        return isSame && total.Median <= bound ? 0 : 1;
    }

    private static async Task<List<Round>> MeasureAsync(EngineQueries engine, string folder, string[] names, int pairs)
    {
        Round[] totals = new Round[pairs];
        foreach (string name in names)
        {
            await RoundAsync(engine, name, flowFirst: true, folder);
            List<Round> rounds = [];
            for (int i = 0; i < pairs; i++)
            {
                rounds.Add(await RoundAsync(engine, name, flowFirst: i % 2 == 0));
                totals[i] += rounds[^1];
            }

            Print(name, rounds);
        }

        return [.. totals];
    }

    /// <param name="engine">What runs them.</param>
    /// <param name="name">The query.</param>
    /// <param name="flowFirst">Else SQL by hand is.</param>
    /// <param name="output">The folder that the results are saved to.</param>
    private static async Task<Round> RoundAsync(EngineQueries engine, string name, bool flowFirst, string? output = null)
    {
        string? Saved(string how) => output is null ? null : Path.Combine(output, "results", $"{how}-{name}.parquet");
        Cost first = flowFirst ? await engine.FlowAsync(name, Saved("flow")) : default;
        Cost hand = await engine.SqlAsync(Queries.ByHand(name), Saved("hand"));
        Cost flow = flowFirst ? first : await engine.FlowAsync(name, Saved("flow"));
        return new(flow, hand, await engine.SqlAsync(Queries.Naive(name), output: null));
    }

    private static Spread Print(string name, List<Round> rounds)
    {
        Spread hand = Spread.Of(rounds.Select(r => r.Flow.Seconds / r.Hand.Seconds));
        Spread processor = Spread.Of(rounds.Select(r => r.Flow.Processor / r.Hand.Processor));
        Spread naive = Spread.Of(rounds.Select(r => r.Flow.Seconds / r.Naive.Seconds));
        string seconds = string.Concat(new Func<Round, Cost>[] { r => r.Flow, r => r.Hand, r => r.Naive }
            .Select(cost => string.Create(CultureInfo.InvariantCulture, $"{Spread.Of(rounds.Select(r => cost(r).Seconds)).Median,8:F3}")));
        Console.WriteLine($"{name,-10}{seconds}   {hand,-34}{processor,-34}{naive}");
        return hand;
    }

    /// <summary>Processes from start to end, all queries in one: the executable, and SQL by hand in a program of the same kind.</summary>
    private static async Task<Spread> WholeAsync(string folder, string[] names, int pairs, string flowc)
    {
        string output = Path.Combine(folder, "out");
        await ChildProcess.RunAsync(flowc, ["build", Queries.Folder, "-o", output, "--framework-dependent"], folder);
        string program = Directory.EnumerateFiles(output, "*.service").Select(f => Path.ChangeExtension(f, null)).Single();
        string self = Environment.ProcessPath ?? throw new InvalidOperationException("no process");
        List<double> ratios = [];
        for (int i = 0; i <= pairs; i++)
        {
            double flow = await SecondsAsync(program, ["run", .. names, "--param", $"folder={folder}"], folder);
            double hand = await SecondsAsync(self, [HandProgram.Name, folder, .. names], folder);
            ratios.Add(flow / hand);
        }

        return Spread.Of(ratios.Skip(1));
    }

    private static async Task<double> SecondsAsync(string program, string[] arguments, string folder)
    {
        long started = Stopwatch.GetTimestamp();
        await ChildProcess.RunAsync(program, arguments, folder);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Every query's rows by the session, by the executable and by hand are the same bag.</summary>
    private static async Task<bool> CompareAsync(EngineQueries engine, string folder, string[] names)
    {
        bool isSame = true;
        foreach (string name in names)
        {
            string hand = Path.Combine(folder, "results", $"hand-{name}.parquet");
            long differences = await engine.DifferencesAsync(Path.Combine(folder, "results", $"flow-{name}.parquet"), hand)
                + await engine.DifferencesAsync(Path.Combine(folder, "flow", $"{name}.parquet"), hand);
            if (differences > 0)
            {
                Console.Error.WriteLine($"{name}: {differences} rows are not the same as by hand");
                isSame = false;
            }
        }

        Console.WriteLine(isSame ? $"the rows of {names.Length} queries are the same as by hand" : "rows differ");
        return isSame;
    }

    /// <summary>One query each way, one after the other.</summary>
    private readonly record struct Round(Cost Flow, Cost Hand, Cost Naive)
    {
        public static Round operator +(Round a, Round b) => new(a.Flow + b.Flow, a.Hand + b.Hand, a.Naive + b.Naive);
    }
}
