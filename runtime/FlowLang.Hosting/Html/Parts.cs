using FlowLang.Scheduling;

namespace FlowLang.Hosting.Html;

/// <summary>The parts that pages have in common: chips, times, links, tables, what is said where there is nothing.</summary>
internal static class Parts
{
    public static Markup Chip(RunPhase phase) => Chip(Words.Phase(phase), Words.Phase(phase));

    public static Markup Chip(string kind, string text) => Markup.Of($"<span class=\"chip {kind}\">{text}</span>");

    /// <summary>A time as its distance, with the time itself in UTC as its tooltip.</summary>
    public static Markup When(DateTimeOffset? time, DateTimeOffset now) => time is { } at
        ? Markup.Of($"<time datetime=\"{Words.Iso(at)}\" title=\"{Words.Time(at)} UTC\">{Words.Distance(at, now)}</time>")
        : Nothing;

    public static Markup At(DateTimeOffset? time) => time is { } at
        ? Markup.Of($"<time datetime=\"{Words.Iso(at)}\">{Words.Time(at)}</time>")
        : Nothing;

    public static Markup Nothing => Markup.Of($"<span class=\"muted\" aria-label=\"none\">–</span>");

    public static Markup Text(string? text) => string.IsNullOrEmpty(text) ? Nothing : Markup.Of($"{text}");

    public static Markup PipelineLink(string name) => Markup.Of($"<a href=\"{Paths.Pipeline(name)}\">{name}</a>");

    public static Markup RunLink(RunSummary run) =>
        Markup.Of($"<a class=\"mono\" href=\"{Paths.Run(run.Id)}\">{run.Interval ?? run.Id}</a>");

    public static Markup Duration(RunSummary run, DateTimeOffset now) =>
        run.Started is { } started ? Markup.Of($"{Words.Span((run.Ended ?? now) - started)}") : Nothing;

    /// <summary>Where there is nothing to show: what is so, and what can be done.</summary>
    public static Markup Empty(string title, Markup help) =>
        Markup.Of($"<div class=\"empty\"><p class=\"empty-title\">{title}</p><p>{help}</p></div>");

    /// <summary>A table that scrolls sideways by itself on a narrow screen. Columns whose title begins with <c>#</c> hold
    /// numbers.</summary>
    public static Markup Table(string caption, string[] columns, IEnumerable<Markup> rows) => Markup.Of($"""
        <div class="table" tabindex="0" role="group" aria-label="{caption}"><table><caption class="hidden">{caption}</caption><thead><tr>{Markup.Each(columns, Column)}</tr></thead><tbody>{Markup.Each(rows, row => row)}</tbody></table></div>
        """);

    private static Markup Column(string title) => title.StartsWith('#')
        ? Markup.Of($"<th scope=\"col\" class=\"number\">{title[1..]}</th>")
        : Markup.Of($"<th scope=\"col\">{title}</th>");

    public static Markup Section(string id, string title, Markup body) => Section(id, title, Markup.None, body);

    /// <param name="side">Beside the title: a link or a count.</param>
    public static Markup Section(string id, string title, Markup side, Markup body) => Markup.Of($"""
        <section id="{id}" class="panel" aria-labelledby="{id}-title"><header><h2 id="{id}-title">{title}</h2>{side}</header>{body}</section>
        """);

    public static Markup Fact(string name, Markup value) => Markup.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>");
}
