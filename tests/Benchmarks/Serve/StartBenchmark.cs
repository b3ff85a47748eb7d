using System.Diagnostics;
using System.Globalization;
using FlowLang.Benchmarks.Measuring;

namespace FlowLang.Benchmarks.Serve;

/// <summary>
/// From the start of a process to its end: a run of a pipeline that has one row to compute and one file to write, beside the same
/// executable telling its version, which is what .NET takes.
/// </summary>
internal static class StartBenchmark
{
    private const string Program = """
        type One = { n: int64 }
        connection lake: files { root: "out" }
        source ones: One from generator { rows: 1, seed: 1, columns: { n: sequence(1) } }
        transform twos = from ones | derive twice = n + n
        pipeline hello { write twos to lake.csv("twos.csv") }
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        Options options = new(args);
        if (options.Text("--flowc") is not { } flowc)
        {
            Console.Error.WriteLine("start: name a published flowc by --flowc; what another one makes is compiled at each start");
            return 2;
        }

        int times = (int)options.Number("--times", 40);
        string folder = Directory.CreateTempSubdirectory("flow-bench").FullName;
        await using BuiltProgram program = new(folder, flowc, Program);
        try
        {
            await program.BuildAsync(isSelfContained: true);
            await TimeAsync(program, "run");
            var runs = new double[times];
            var versions = new double[times];
            for (int i = 0; i < times; i++)
            {
                versions[i] = await TimeAsync(program, "--version");
                runs[i] = await TimeAsync(program, "run");
            }

            Spread run = Spread.Of(runs);
            Console.WriteLine($"run ms: {run}");
            Console.WriteLine($"--version ms: {Spread.Of(versions)}");
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"run / --version: {Spread.Of(runs.Zip(versions, (r, v) => r / v))}"));
            return run.Median < options.Number("--bound", 250) ? 0 : 1;
        }
        finally
        {
            await program.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> TimeAsync(BuiltProgram program, string command)
    {
        long began = Stopwatch.GetTimestamp();
        program.Start(command);
        await program.EndedAsync();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
