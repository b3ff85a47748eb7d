using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FlowLang.Benchmarks.Measuring;
using FlowLang.Runtime;
using FlowLang.Scheduling.Store;

namespace FlowLang.Benchmarks.Serve;

/// <summary>
/// A workspace of thousands of pipelines as a user has it: compiled by flowc, served, with ten runs of each in its ledger; how long each
/// page and list takes over HTTP, and how long all of the pages of pipelines take one behind another.
/// </summary>
internal static partial class PagesBenchmark
{
    private const int RunsOfEach = 10;

    // What the goal is said of; the others are printed beside them.
    private static readonly string[] s_bound =
        ["/pipelines", "/pipelines?after={middle}", "/pipelines?search=7", "/api/v1/pipelines?count=1000"];

    private static readonly string[] s_addresses =
        ["/", .. s_bound, "/pipelines/p00001", "/pipelines/p00001/steps", "/runs", "/timeline", "/api/v1/schedules/next"];

    public static async Task<int> RunAsync(string[] args)
    {
        Options options = new(args);
        int pipelines = (int)options.Number("--pipelines", 10_000);
        int times = (int)options.Number("--times", 50);
        double bound = options.Number("--bound", 100);
        string folder = Directory.CreateTempSubdirectory("flow-bench").FullName;
        await using BuiltProgram program = new(folder, options.Text("--flowc") ?? BuiltFlowc.Find(), Text(pipelines));
        try
        {
            long began = Stopwatch.GetTimestamp();
            await program.BuildAsync();
            Print($"{pipelines:N0} pipelines built in {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s");
            string ledger = Path.Combine(folder, "pages.db");
            Runs(ledger, pipelines);
            began = Stopwatch.GetTimestamp();
            program.Start("serve", "--listen", "127.0.0.1:0", "--ledger", ledger);
            using HttpClient client = new() { BaseAddress = await AddressAsync(program) };
            Print($"served after {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s, {program.Figures?.Memory:F0} MB");
            bool isQuick = true;
            foreach (string address in s_addresses)
            {
                Spread took = await AskAsync(client, address.Replace("{middle}", $"p{pipelines / 2:D5}", StringComparison.Ordinal), times);
                isQuick &= took.Median < bound || !s_bound.Contains(address);
            }

            await AllAsync(client);
            Print($"{program.Figures?.Memory:F0} MB, at most {program.Figures?.PeakMemory:F0} MB");
            await program.EndAsync();
            return isQuick ? 0 : 1;
        }
        finally
        {
            await program.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Spread> AskAsync(HttpClient client, string address, int times)
    {
        (double first, _) = await GetAsync(client, address);
        var took = new double[times];
        for (int i = 0; i < times; i++)
        {
            (took[i], _) = await GetAsync(client, address);
        }

        Spread spread = Spread.Of(took);
        Print($"{address,-32} ms: first {first:F1}; then {spread}");
        return spread;
    }

    // Not more often than one address may ask.
    private static async Task<(double Milliseconds, string Text)> GetAsync(HttpClient client, string address)
    {
        await Task.Delay(25);
        long began = Stopwatch.GetTimestamp();
        string text = await client.GetStringAsync(new Uri(address, UriKind.Relative));
        return (Stopwatch.GetElapsedTime(began).TotalMilliseconds, text);
    }

    // As somebody who reads on until there are no more.
    private static async Task AllAsync(HttpClient client)
    {
        List<double> took = [];
        for (string? next = "/pipelines"; next is not null;)
        {
            (double milliseconds, string page) = await GetAsync(client, next);
            took.Add(milliseconds);
            next = Next().Match(page) is { Success: true } found
                ? found.Groups[1].Value.Replace("&amp;", "&", StringComparison.Ordinal) : null;
        }

        Print($"{$"all {took.Count} pages of pipelines",-32} ms: {took.Sum():F0} together; each {Spread.Of(took)}");
    }

    private static async Task<Uri> AddressAsync(BuiltProgram program)
    {
        while (true)
        {
            if (program.Address is { } address)
            {
                return address;
            }

            if (program.HasEnded)
            {
                throw new InvalidOperationException(await program.EndAsync());
            }

            await Task.Delay(20);
        }
    }

    private static void Runs(string file, int pipelines)
    {
        using RunLedger ledger = RunLedger.Open(new SqliteLedger(file, RunLedger.Patience));
        var store = new RunStore(ledger);
        for (int i = 0; i < pipelines * RunsOfEach; i += pipelines)
        {
            StoreWork.Batch(store, i, pipelines, run => $"p{run % pipelines:D5}");
        }
    }

    private static string Text(int pipelines)
    {
        StringBuilder text = new("""
            type Trip = { trip_id: int64 @key, zone_id: int32, fare: decimal(10, 2), tip: decimal(10, 2)?, note: text? }
            connection lake: files { root: "data" }
            source trips: Trip from lake.csv("trips.csv")

            """);
        for (int i = 0; i < pipelines; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                transform clean_{{i}} =
                  from trips
                  | where fare > {{i % 90}}.5 and zone_id != {{i}}
                  | derive total = fare + (tip ?? 0), label = "pipeline {{i}}: " ++ (note ?? "no note")
                transform report_{{i}} = from clean_{{i}} | aggregate trips = count(), revenue = sum(total) by zone_id
                pipeline p{{i:D5}} {
                  write report_{{i}} to lake.csv("out/report_{{i}}.csv") { rejects: discard }
                  schedule: cron("0 3 * * *", tz: "UTC")
                }

                """);
        }

        return text.ToString();
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex("rel=\"next\" href=\"([^\"]*)\"")]
    private static partial Regex Next();
}
