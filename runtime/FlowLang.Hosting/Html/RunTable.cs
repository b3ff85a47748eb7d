using FlowLang.Scheduling;

namespace FlowLang.Hosting.Html;

/// <summary>Runs as a table, and the last ones of a pipeline as a strip of bars.</summary>
internal static class RunTable
{
    private const double LowestBar = 0.2;

    /// <summary>In a line each what fits beside other tables.</summary>
    public static Markup Brief(IReadOnlyCollection<RunSummary> runs, DateTimeOffset now) => Parts.Table(
        "Runs",
        ["Pipeline", "Run", "State", "Due", "#Duration", "#Written"],
        runs.Select(run => Markup.Of($"""
            <tr><td>{Parts.PipelineLink(run.Pipeline)}</td><td class="clip">{Parts.RunLink(run)}</td><td>{State(run)}</td>
            <td>{Parts.When(run.Due, now)}</td><td class="number">{Parts.Duration(run, now)}</td><td class="number">{Words.Count(run.Totals.Written)}</td></tr>
            """)));

    public static Markup Render(IReadOnlyCollection<RunSummary> runs, DateTimeOffset now, bool showsPipeline) => Parts.Table(
        "Runs",
        [.. showsPipeline ? ["Pipeline"] : Array.Empty<string>(), "Run", "State", "Cause", "Due", "#Duration", "#Written", "#Rejected"],
        runs.Select(run => Row(run, now, showsPipeline)));

    /// <summary>Newest at the right; the height is the duration among those that are shown.</summary>
    public static Markup Strip(IReadOnlyList<RunSummary> newestFirst)
    {
        if (newestFirst.Count == 0)
        {
            return Parts.Nothing;
        }

        double longest = newestFirst.Max(Seconds);
        string words = string.Join(", ", newestFirst.Select(run => Words.Phase(run.Phase)));
        return Markup.Of($"""
            <svg class="strip" viewBox="0 0 {newestFirst.Count * 7} 20" width="{newestFirst.Count * 7}" height="20" role="img" aria-label="Last runs, newest first: {words}">{Markup.Each(newestFirst.Reverse().Index(), bar => Bar(bar.Item, bar.Index, longest))}</svg>
            """);
    }

    private static Markup Row(RunSummary run, DateTimeOffset now, bool showsPipeline) => Markup.Of($"""
        <tr>{Markup.If(showsPipeline, () => Markup.Of($"<td>{Parts.PipelineLink(run.Pipeline)}</td>"))}<td class="clip">{Parts.RunLink(run)}</td>
        <td>{State(run)}</td>
        <td>{Words.Cause(run.Cause)}{Markup.If(run.Attempt > 1, () => Markup.Of($" <span class=\"muted\">attempt {run.Attempt}</span>"))}</td>
        <td>{Parts.When(run.Due, now)}</td><td class="number">{Parts.Duration(run, now)}</td>
        <td class="number">{Words.Count(run.Totals.Written)}</td><td class="number">{Rejected(run.Totals.Rejected)}</td></tr>
        """);

    private static Markup State(RunSummary run) => Markup.Of($"""
        {Parts.Chip(run.Phase)}{Markup.If(run.ErrorCode is not null, () => Markup.Of($" <span class=\"muted mono\" title=\"{run.Error}\">{run.ErrorCode}</span>"))}
        """);

    public static Markup Rejected(long rows) =>
        rows == 0 ? Markup.Of($"<span class=\"muted\">0</span>") : Markup.Of($"<span class=\"warn-text\">{Words.Count(rows)}</span>");

    private static Markup Bar(RunSummary run, int index, double longest)
    {
        const double Height = 18;
        double share = longest > 0 ? Math.Max(LowestBar, Seconds(run) / longest) : LowestBar;
        double height = Height * share;
        return Markup.Of($"""
            <rect class="{Words.Phase(run.Phase)}" x="{index * 7}" y="{19 - height:0.#}" width="5" height="{height:0.#}" rx="1"/>
            """);
    }

    private static double Seconds(RunSummary run) =>
        run is { Started: { } started, Ended: { } ended } ? Math.Max(0, (ended - started).TotalSeconds) : 0;
}
