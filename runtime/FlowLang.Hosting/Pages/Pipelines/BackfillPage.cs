using System.Collections.Immutable;
using FlowLang.Hosting.Access;
using FlowLang.Hosting.Html;
using FlowLang.Runtime;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Pages.Pipelines;

/// <summary>Asks for a range of intervals, shows which runs that would be, and only then lets them start.</summary>
internal static class BackfillPage
{
    private const int Listed = 200;

    public static PageRoute Route { get; } = PageRoute.Page("/pipelines/{name}/backfill", Render, Role.Operator);

    private static PageContent Render(PageCall call)
    {
        PipelineStatus pipeline = call.Pipeline();
        return new PageContent($"Backfill {pipeline.Name}", Section.Pipelines, Markup.Of($"""
            {PipelineHead.Render(call, pipeline, "backfill")}
            {(pipeline.Unit is { } unit
                ? Markup.Of($"{Form(call, pipeline, unit)}{Preview(call, pipeline)}")
                : Parts.Empty("It has no intervals", Markup.Of($"A backfill is for pipelines with <code>partition:</code>. This one is run as a whole.")))}
            """));
    }

    private static Markup Form(PageCall call, PipelineStatus pipeline, IntervalUnit unit)
    {
        string form = IntervalText.Form(unit);
        return Markup.Of($"""
            <form class="panel fields" method="get" action="{Paths.Pipeline(pipeline.Name, "backfill")}">
            <div><label for="from">From</label><input id="from" name="from" class="mono" required value="{call.Query("from")}" placeholder="{form}" aria-describedby="from-help"><p id="from-help" class="muted">the first interval, such as {form}</p></div>
            <div><label for="to">To</label><input id="to" name="to" class="mono" required value="{call.Query("to")}" placeholder="{form}" aria-describedby="to-help"><p id="to-help" class="muted">the first that is no more part of it</p></div>
            <div><label class="check"><input type="checkbox" name="force" value="1"{Markup.If(call.Query("force") is not null, () => Markup.Of($" checked"))}> also those that are loaded</label></div>
            <div><button class="button primary">Preview</button></div></form>
            """);
    }

    private static Markup Preview(PageCall call, PipelineStatus pipeline)
    {
        if (call.Query("from") is not { } from || call.Query("to") is not { } to)
        {
            return Parts.Empty("Nothing starts yet",
                Markup.Of($"Say a range: the next page lists each interval, and whether it was loaded before."));
        }

        bool force = call.Query("force") is not null;
        try
        {
            ImmutableArray<PlannedRun> runs = call.Orchestrator.Preview(
                new TriggerRequest(pipeline.Name, call.Visitor.Name) { From = from, To = to, Force = force });
            return runs.IsEmpty
                ? Parts.Empty("There is nothing to do", Markup.Of($"""
                    Every interval of the range is loaded by the same sources. Tick “also those that are loaded” to load them again.
                    """))
                : Planned(call, pipeline, runs, (from, to, force));
        }
        catch (FlowException e)
        {
            return Markup.Of($"""
                <div class="notice bad" role="alert"><p><strong>{e.Error.Message}</strong></p><p class="muted">{e.Error.Help}</p><p class="muted mono">{e.Error.Code}</p></div>
                """);
        }
    }

    private static Markup Planned(
        PageCall call, PipelineStatus pipeline, ImmutableArray<PlannedRun> runs, (string From, string To, bool Force) asked)
    {
        int again = runs.Count(run => run.LoadedBy is not null);
        string count = runs.Length == 1 ? "1 run" : $"{Words.Count(runs.Length)} runs";
        return Parts.Section("preview", count, Markup.Of($"<span class=\"muted\">{Words.Count(again)} of them again</span>"), Markup.Of($"""
            <form class="confirm" method="post" action="{Paths.Pipeline(pipeline.Name, "backfill")}">{call.FormProof()}{FormKey.Field()}
            <input type="hidden" name="from" value="{asked.From}"><input type="hidden" name="to" value="{asked.To}">
            {Markup.If(asked.Force, () => Markup.Of($"<input type=\"hidden\" name=\"force\" value=\"1\">"))}
            <button class="button primary">Start {count}</button><a class="button" href="{Paths.Pipeline(pipeline.Name)}">Leave it</a></form>
            {Parts.Table("Intervals", ["Interval", "Loaded before by"], runs.Take(Listed).Select(Row))}
            {Markup.If(runs.Length > Listed, () => Markup.Of($"<p class=\"more muted\">and {Words.Count(runs.Length - Listed)} more, up to {runs[^1].Interval?.ToString()}</p>"))}
            """));
    }

    private static Markup Row(PlannedRun run) => Markup.Of($"""
        <tr><td class="mono">{Parts.Text(run.Interval?.ToString())}</td>
        <td>{(run.LoadedBy is { } id ? Markup.Of($"<a class=\"mono\" href=\"{Paths.Run(id)}\">{id}</a>") : Parts.Nothing)}</td></tr>
        """);
}
