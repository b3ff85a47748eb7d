using System.Globalization;
using FlowLang.Benchmarks.Measuring;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;
using FlowLang.Scheduling;
using FlowLang.Scheduling.Store;
using Npgsql;
using RunLedger = FlowLang.Runtime.RunLedger;

namespace FlowLang.Benchmarks.Serve;

/// <summary>
/// A program of thousands of pipelines that do nothing, served by this process: idle, then all due at one moment again and again. What is
/// beyond the capacity is the wait of the run that waits longest, less the time that all of them take together.
/// </summary>
internal static class ServeBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        Options options = new(args);
        int pipelines = (int)options.Number("--pipelines", 10_000);
        int runs = (int)options.Number("--runs", 200_000);
        string folder = Directory.CreateTempSubdirectory("flow-bench").FullName;
        try
        {
            await IdleAsync(Path.Combine(folder, "idle.db"), pipelines);
            Transitions("in a file", new SqliteLedger(Path.Combine(folder, "store.db"), RunLedger.Patience), pipelines * 3);
            Shared(pipelines * 3);
            await CrowdAsync(Path.Combine(folder, "crowd.db"), pipelines, runs);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task IdleAsync(string ledger, int pipelines)
    {
        const int Seconds = 20;
        using var stop = new CancellationTokenSource();
        Task<int> serving = ServeAsync(new TrivialProgram(pipelines, new EverySchedule(TimeSpan.FromDays(1))), ledger, stop.Token);
        await Task.Delay(TimeSpan.FromSeconds(5));
        TimeSpan before = Environment.CpuUsage.TotalTime;
        await Task.Delay(TimeSpan.FromSeconds(Seconds));
        double share = (Environment.CpuUsage.TotalTime - before).TotalSeconds / Seconds;
        await stop.CancelAsync();
        await serving;
        Print($"idle with {pipelines:N0} schedules: {share:P2} of a processor, {Environment.WorkingSet >> 20} MB");
    }

    // In a schema of its own of the database that FLOW_POSTGRES names.
    private static void Shared(int jobs)
    {
        if (Environment.GetEnvironmentVariable("FLOW_POSTGRES") is not { Length: > 0 } server)
        {
            Print($"ledger in PostgreSQL: FLOW_POSTGRES is not set");
            return;
        }

        string program = $"bench_{Guid.NewGuid():N}";
        var connection = new PostgresConnection("pg", new PostgresOptions { Url = new Secret("url", server) });
        try
        {
            Transitions("in PostgreSQL", new PostgresLedger(connection, program), jobs);
        }
        finally
        {
            using NpgsqlConnection cleaner = new(server);
            cleaner.Open();
            using NpgsqlCommand drop = new($"DROP SCHEMA IF EXISTS flow_ledger_{program} CASCADE", cleaner);
            drop.ExecuteNonQuery();
        }
    }

    private static void Transitions(string where, LedgerDatabase database, int jobs)
    {
        using RunLedger ledger = RunLedger.Open(database);
        var store = new RunStore(ledger);
        long started = TimeProvider.System.GetTimestamp();
        for (int i = 0; i < jobs; i += 100)
        {
            StoreWork.Batch(store, i, 100);
        }

        double seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        Print($"ledger {where}: {jobs * 3 / seconds:N0} transitions a second, in transactions of 300");
        started = TimeProvider.System.GetTimestamp();
        for (int i = 0; i < 2000; i++)
        {
            StoreWork.Batch(store, jobs + i, 1);
        }

        seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        Print($"ledger {where}: {2000 * 3 / seconds:N0} transitions a second, a run a transaction");
    }

    private static async Task CrowdAsync(string ledger, int pipelines, int runs)
    {
        var program = new TrivialProgram(pipelines, new EverySchedule(TimeSpan.FromMinutes(1)));
        using var stop = new CancellationTokenSource();
        Task<int> serving = ServeAsync(program, ledger, stop.Token);
        for (int done = 0; done < runs;)
        {
            int wanted = Math.Min(done + pipelines, runs);
            while (program.Done < wanted)
            {
                await Task.Delay(10);
            }

            Report(program.TakeRound(), done, Environment.WorkingSet >> 20);
            done = wanted;
        }

        await stop.CancelAsync();
        await serving;
        Print($"{runs:N0} runs: ledger of {new FileInfo(ledger).Length >> 20} MB");
    }

    private static void Report(double[] lags, int before, long memory)
    {
        Array.Sort(lags);
        double whole = lags[^1] - lags[0];
        double beyond = lags.Select((lag, i) => lag - lags[0] - (whole * i / lags.Length)).Order().ElementAt((int)(lags.Length * 0.99));
        double late = lags[(int)(lags.Length * 0.99)];
        Print($"after {before:N0}: {lags.Length:N0} due; first {lags[0]:F2} s, p50 {lags[lags.Length / 2]:F2} s, p99 {late:F2} s");
        Print($"    {lags.Length / whole:N0} runs/s; beyond what they take themselves p99 {beyond + lags[0]:F2} s; {memory} MB");
    }

    private static Task<int> ServeAsync(FlowProgram program, string ledger, CancellationToken stop) => ProgramHost.RunAsync(
        program, ["serve", "--ledger", ledger],
        new HostEnvironment { Out = TextWriter.Null, Error = Console.Error, Stop = stop }, new ServeHost());

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
