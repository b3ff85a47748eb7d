using FlowLang.Hosting.Html;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Pages;

/// <summary>The frame of every page: head, navigation, foot.</summary>
internal static class Layout
{
    private static readonly (Section Section, string Title, string Address)[] s_sections =
    [
        (Section.Overview, "Overview", "/"),
        (Section.Pipelines, "Pipelines", "/pipelines"),
        (Section.Runs, "Runs", "/runs"),
        (Section.Timeline, "Timeline", "/timeline"),
        (Section.Streams, "Streams", "/streams"),
    ];

    public static Markup Render(PageCall call, PageContent page)
    {
        ProgramFacts program = call.Orchestrator.Program;
        return Markup.Of($$"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>{{page.Title}} · {{program.Name}}</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="htmx-config" content='{"includeIndicatorStyles":false,"allowEval":false,"selfRequestsOnly":true,"historyCacheSize":0}'>
            <link rel="icon" href="{{Assets.Address("icon.svg")}}" type="image/svg+xml">
            {{Markup.Each(Styles(page), file => Markup.Of($"<link rel=\"stylesheet\" href=\"{Assets.Address(file)}\">"))}}
            {{Markup.Each(Scripts(page), file => Markup.Of($"<script defer src=\"{Assets.Address(file)}\"></script>"))}}
            </head>
            <body{{Live(page)}}>
            <a class="skip" href="#main">Skip to content</a>
            <header class="bar"><div class="bar-inner">
            <a class="brand" href="/"><img src="{{Assets.Address("icon.svg")}}" alt="" width="20" height="20"><span>{{program.Name}}</span>{{Environment(program)}}</a>
            {{Markup.If(IsKnown(call), () => Markup.Of($"{Navigation(call, page)}{Account(call)}"))}}
            </div></header>
            <main id="main" tabindex="-1">
            {{page.Body}}
            </main>
            {{Refresher(call, page)}}
            {{Markup.If(IsKnown(call), () => Foot(call, program))}}
            </body>
            </html>
            """);
    }

    private static IEnumerable<string> Styles(PageContent page) =>
        page.Scripts.Contains("charts.js") ? ["site.css", "vendor/uplot.min.css"] : ["site.css"];

    private static IEnumerable<string> Scripts(PageContent page) => ["vendor/htmx.min.js", "site.js", .. page.Scripts];

    private static Markup Navigation(PageCall call, PageContent page) => Markup.Of($"""
        <nav class="sections" aria-label="Sections">{Markup.Each(s_sections.Where(s => s.Section != Section.Streams || HasStreams(call)), s =>
            Markup.Of($"<a href=\"{s.Address}\"{Markup.If(s.Section == page.Section, () => Markup.Of($" aria-current=\"page\""))}>{s.Title}</a>"))}</nav>
        """);

    private static Markup Foot(PageCall call, ProgramFacts program) => Markup.Of($"""
        <footer class="foot"><span>{program.Name} <span class="mono">{Short(program.SourceHash)}</span></span><span>compiler {program.CompilerVersion}</span>
        <span>serving for {Words.Span(call.Now - program.ServedSince)}</span><span>times are UTC</span><a href="/api/v1/openapi.json">API</a></footer>
        """);

    private static bool IsKnown(PageCall call) => call.Visitor.Role != Access.Role.Anyone;

    private static bool HasStreams(PageCall call) => call.Orchestrator.Overview().Streams > 0;

    private static Markup Account(PageCall call) => Markup.If(call.Site.AsksForTokens, () => Markup.Of($"""
        <form class="account" method="post" action="/logout">{call.FormProof()}<span>{call.Visitor.Name}</span><button class="quiet">Sign out</button></form>
        """));

    private static Markup Environment(ProgramFacts program) =>
        program.Environment is { } name ? Parts.Chip("plain", name) : Markup.None;

    private static Markup Live(PageContent page) => page.Live is { } live
        ? Markup.Of($" data-live=\"{Paths.With("/live", ("pipeline", live.Pipeline), ("run", live.Run))}\"")
        : Markup.None;

    /// <summary>Loads the page again when something happened, and takes its live parts out of it.</summary>
    private static Markup Refresher(PageCall call, PageContent page) => page.Live is { } live
        ? Markup.Of($"""
            <div hidden hx-get="{call.Address}" hx-trigger="flow:changed from:body" hx-swap="none" hx-select-oob="{string.Join(',', live.Ids.Select(id => "#" + id))}"></div>
            """)
        : Markup.None;

    private static string Short(string hash) => hash.Length > 10 ? hash[..10] : hash;
}
