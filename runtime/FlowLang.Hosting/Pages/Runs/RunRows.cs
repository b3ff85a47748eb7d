using FlowLang.Hosting.Html;
using FlowLang.Runtime;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Pages.Runs;

/// <summary>The rows of a run: what was read, written, rejected and filtered, by write and by step, and what its expectations
/// found.</summary>
internal static class RunRows
{
    public static Markup Render(RunDetail run) => Markup.Of($"{Writes(run)}{Steps(run)}{ExpectationTable.Render(run.Expectations)}");

    private static Markup Writes(RunDetail run) => Parts.Section(
        "writes",
        "Rows",
        Markup.Of($"<a href=\"{Paths.Pipeline(run.Summary.Pipeline, "steps")}\">Plan and SQL</a>"),
        run.Writes.IsDefaultOrEmpty
            ? Parts.Empty("No rows are counted yet",
                Markup.Of(
                    $"{(Words.IsOpen(run.Summary.Phase) ? "They are when the run has ended." : "The run ended before its rows were.")}"))
            : Parts.Table("Rows by write", ["Relation", "Target", "#Read", "#Written", "#Rejected", "#Filtered", "#Rows/s", "#Duration"],
                run.Writes.Select(Write)));

    private static Markup Write(WriteReport write) => Markup.Of($"""
        <tr><td>{write.Relation}</td><td class="mono">{write.Target}</td><td class="number">{Words.Count(write.Read)}</td><td class="number">{Words.Count(write.Written)}</td>
        <td class="number">{RunTable.Rejected(write.Rejected)}</td><td class="number">{Words.Count(write.Filtered)}</td>
        <td class="number">{Words.Count((long)write.RowsPerSecond)}</td><td class="number">{Words.Span(write.Duration)}</td></tr>
        """);

    private static Markup Steps(RunDetail run)
    {
        (string Where, StepCount Step)[] steps =
        [
            .. (run.Steps.IsDefault ? [] : run.Steps).Select(step => ("stage", step)),
            .. (run.Writes.IsDefault ? [] : run.Writes).SelectMany(write => write.Steps.Select(step => (write.Relation, step))),
        ];
        return Markup.If(steps.Length > 0, () => Parts.Section("taken", "Rows that steps took out", Parts.Table(
            "Rows that steps took out", ["Of", "Step", "Action", "Reason", "#Rows"], steps.Select(s => Markup.Of($"""
                <tr><td>{s.Where}</td><td>{s.Step.Step}</td><td>{Parts.Chip(Kind(s.Step.Action), Kind(s.Step.Action))}</td><td>{Parts.Text(s.Step.Reason)}</td><td class="number">{Words.Count(s.Step.Rows)}</td></tr>
                """)))));
    }

    private static string Kind(FailureAction action) => action.ToString().ToLowerInvariant();
}
