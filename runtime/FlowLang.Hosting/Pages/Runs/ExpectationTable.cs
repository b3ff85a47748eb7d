using System.Collections.Immutable;
using FlowLang.Hosting.Html;
using FlowLang.Runtime;

namespace FlowLang.Hosting.Pages.Runs;

/// <summary>What expectations found, of a run or of a stream that goes; nothing where there are none.</summary>
internal static class ExpectationTable
{
    public static Markup Render(ImmutableArray<ExpectationResult> found) => Markup.If(!found.IsDefaultOrEmpty, () => Parts.Section(
        "expectations", "Expectations",
            Parts.Table("Expectations", ["Expectation", "Result", "#Violations", "Example", "Declared"],
                found.Select(e => Markup.Of($"""
            <tr><td>{e.Name}</td><td>{(e.Passed ? Parts.Chip("done", "holds") : Parts.Chip(e.Severity == Severity.Warn ? "late" : "failed", e.Severity == Severity.Warn ? "warns" : "fails"))}</td>
            <td class="number">{Words.Count(e.Violations)}</td><td class="clip" title="{e.Sample}">{Parts.Text(e.Sample)}</td><td class="mono">{e.File}:{e.Line}</td></tr>
            """)))));
}
