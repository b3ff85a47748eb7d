using System.CommandLine;
using System.Globalization;
using FlowLang.Cli.Terminal;
using FlowLang.Driver.Compiling;
using FlowLang.Driver.Testing;
using FlowLang.Driver.Testing.Streams;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;

namespace FlowLang.Cli.Commands;

/// <summary>`flowc test`: runs the `test` blocks of a workspace.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        Argument<string> workspace = WorkspaceArgument.Create();
        Option<string?> filter = new("--filter") { Description = "Only tests whose name, or whose transform, has this in it." };
        Command command = new("test", "Runs the tests of a workspace on the embedded engine.") { workspace, filter };
        command.SetAction((parsed, cancel) => TestAsync(parsed.GetRequiredValue(workspace), parsed.GetValue(filter), cancel));
        return command;
    }

    private static async Task<int> TestAsync(string path, string? filter, CancellationToken cancel)
    {
        Compilation compilation = Compiling.Read(path);
        if (Compiling.Get(compilation, c => c.Plan()) is not { } plan)
        {
            return ExitCodes.Failed;
        }

        BoundTest[] tests = [.. plan.Bound.Tests.Where(t => IsChosen(t, filter))];
        int failed = 0;
        foreach (BoundTest test in tests)
        {
            TestResult result = await TestRun.RunAsync(compilation.Workspace, plan, test, cancel);
            Report(result);
            failed += result.HasPassed ? 0 : 1;
        }

        Summary(plan, tests.Length, failed);
        foreach (BoundTest made in TestRun.MadeUp(plan).Where(t => IsChosen(t, filter)))
        {
            TestResult result = await TestRun.RunMadeUpAsync(compilation.Workspace, plan, made, cancel);
            Report(result);
            failed += result.HasPassed ? 0 : 1;
        }

        return failed == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static bool IsChosen(BoundTest test, string? filter) =>
        filter is null
        || test.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)
        || test.Transform.Name.Contains(filter, StringComparison.OrdinalIgnoreCase);

    private static void Report(TestResult result)
    {
        TerminalStream stream = Stdio.Out;
        string time = result.Duration.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        string mark = result.HasPassed ? stream.Paint(Colors.Good, "pass") : stream.Paint(Colors.Error, "FAIL");
        stream.Line($"{mark}  {result.Test.Transform.Name}: {result.Test.Name}{stream.Paint(Colors.Faint, $"  {time} ms")}");
        if (result.Parity is { } parity)
        {
            stream.Line("      " + stream.Paint(Colors.Faint, Told(parity)));
        }

        if (result.HasPassed)
        {
            return;
        }

        stream.Line($"      {result.Test.Span}");
        if (result.Error is { } error)
        {
            stream.Line("      " + error.ToString().Replace("\n", "\n      ", StringComparison.Ordinal));
        }

        foreach (IGrouping<BoundExpected?, RowDifference> of in result.Differences.GroupBy(difference => difference.Expected))
        {
            // Where a test looks more than once, at which of them.
            if (of.Key is { } expected && result.Test.Expected.Skip(1).Any())
            {
                stream.Line($"      expect {expected.Output.Name}".TrimEnd() + $" at {expected.Span}");
            }

            DifferenceTable.Write(stream, [.. of], "- expected and missing, + there and not expected");
        }

        if (result.Parity is { Differences: { IsEmpty: false } differences })
        {
            DifferenceTable.Write(stream, differences, "- of the batch alone, + of the stream alone");
        }
    }

    private static string Told(Parity parity) => parity switch
    {
        { NotCompared: { } why } => $"not compared with a batch: {why}",
        { Differences.IsEmpty: true } => string.Create(
            CultureInfo.InvariantCulture,
            $"the same {parity.Rows:N0} rows as a batch over a file: shuffled over 3 partitions, on 2 lanes"),
        _ => "not the same as a batch over a file: shuffled over 3 partitions, on 2 lanes",
    };

    private static void Summary(LogicalProgram plan, int run, int failed)
    {
        if (run == 0)
        {
            Stdio.Out.Line(plan.Bound.Tests.IsEmpty ? "there are no tests" : "no test has that in its name");
            return;
        }

        string text = $"{run - failed} passed, {failed} failed";
        Stdio.Out.Line(failed == 0 ? Stdio.Out.Paint(Colors.Good, text) : Stdio.Out.Paint(Colors.Error, text));
    }
}
