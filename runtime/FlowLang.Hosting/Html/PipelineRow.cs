using FlowLang.Scheduling;

namespace FlowLang.Hosting.Html;

/// <summary>A pipeline in a line of a table, and its states as chips.</summary>
internal static class PipelineRow
{
    public static string[] Columns { get; } = ["Pipeline", "State", "Last runs", "Schedule", "Last run", "#Duration", "#Written", "Next"];

    public static Markup Render(PipelineStatus pipeline, IReadOnlyList<RunSummary> runs, DateTimeOffset now) => Markup.Of($"""
        <tr><td>{Parts.PipelineLink(pipeline.Name)}</td><td>{Chips(pipeline)}</td><td>{RunTable.Strip(runs)}</td>
        <td>{Schedule(pipeline)}</td><td>{Last(pipeline, now)}</td>
        <td class="number">{(pipeline.Last is { } last ? Parts.Duration(last, now) : Parts.Nothing)}</td>
        <td class="number">{(pipeline.Last is { } run ? Markup.Of($"{Words.Count(run.Totals.Written)}") : Parts.Nothing)}</td>
        <td>{(pipeline.IsPaused ? Markup.Of($"<span class=\"muted\">paused</span>") : Parts.When(pipeline.NextDue, now))}</td></tr>
        """);

    public static Markup Chips(PipelineStatus pipeline)
    {
        Markup phase = pipeline.Running > 0 ? Parts.Chip(RunPhase.Running)
            : pipeline.Last is { } last ? Parts.Chip(last.Phase)
            : Parts.Chip("plain", "never run");
        return Markup.Of($"""
            <span class="chips">{phase}{Markup.If(pipeline.IsLate, () => Parts.Chip("late", "late"))}{Markup.If(pipeline.IsPaused, () => Parts.Chip("paused", "paused"))}</span>
            """);
    }

    public static Markup Schedule(PipelineStatus pipeline) => pipeline switch
    {
        { IsStream: true } => Markup.Of($"stream"),
        { Schedule: { } schedule } => Markup.Of($"<span class=\"mono\">{schedule}</span>"),
        { After.IsDefaultOrEmpty: false } => Markup.Of($"after {string.Join(", ", pipeline.After)}"),
        _ => Markup.Of($"<span class=\"muted\">by hand</span>"),
    };

    private static Markup Last(PipelineStatus pipeline, DateTimeOffset now) => pipeline.Last is { } run
        ? Markup.Of($"<a href=\"{Paths.Run(run.Id)}\">{Parts.When(run.Ended ?? run.Started ?? run.Due, now)}</a>")
        : Parts.Nothing;
}
