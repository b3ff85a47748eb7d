using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;

namespace FlowLang.Runtime.Tests;

/// <summary>Command lines of a program, through the door that generated code uses, in a folder of the test's own.</summary>
internal sealed class HostedProgram : IDisposable
{
    public Sandbox Box { get; } = new();

    /// <summary>Environment variables.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public void Dispose() => Box.Dispose();

    public static PipelineDefinition Daily() =>
        new("daily", "m.flow", 2) { Partition = new(IntervalUnit.Day, new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)) };

    /// <summary>A pipeline from t.csv to out.parquet.</summary>
    public static async Task CopyAsync(BatchRun run, CancellationToken cancel)
    {
        var lake = new FilesConnection("lake", "", run.Settings);
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);
        await duck.ReadAsync(lake.Csv("t.csv", Sandbox.Columns("a")), "r", cancel);
        await duck.WriteAsync(
            new WriteRequest("r")
            {
                Sql = "SELECT a, CASE WHEN __bad IS NOT NULL THEN 1 END AS __site, to_json({a: a})::VARCHAR AS __input, "
                    + "__file, __row FROM r",
                Columns = Sandbox.Columns("a"),
                RowsFrom = "r",
                Sites = [new(1, FailureAction.Reject, "from lake", "not readable", "m.flow", 2, 1)],
                Sink = new FileSink(lake, "out.parquet", FileFormat.Parquet, new FileSinkOptions()),
            },
            cancel);
        await run.CommitAsync(cancel);
    }

    public IReadOnlyList<LedgerEntry> Runs()
    {
        using RunLedger ledger = RunLedger.Open(Box.Path("ledger.db"));
        return ledger.Latest(10);
    }

    public Task<(int Exit, string Out, string Error)> RunAsync(FlowProgram program, params string[] args) =>
        RunAsync(program, args, CancellationToken.None);

    public Task<(int Exit, string Out, string Error)> RunAsync(FlowProgram program, string[] args, CancellationToken stop)
    {
        bool takesLedger = args[0] is "run" or "doctor" or "runs" or "backfill" && !args.Contains("--ledger")
            && !args.Contains("--help") && !(args[0] == "run" && args.Contains("--dry-run"));
        string[] all = takesLedger ? [.. args, "--ledger", "ledger.db"] : args;
        return RunAsync(program, all, surroundings => surroundings with { Stop = stop });
    }

    /// <summary>With exactly these arguments, in surroundings that the test changes.</summary>
    public async Task<(int Exit, string Out, string Error)> RunAsync(
        FlowProgram program, string[] args, Func<HostEnvironment, HostEnvironment> change)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int exit = await ProgramHost.RunAsync(program, args, change(new HostEnvironment
        {
            Out = output,
            Error = error,
            Directory = Box.Folder,
            Variable = Variables.GetValueOrDefault,
        }));
        return (exit, output.ToString(), error.ToString());
    }
}
