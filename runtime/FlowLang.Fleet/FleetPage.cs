using System.Collections.Immutable;
using FlowLang.Hosting.Html;
using FlowLang.Hosting.Pages;

namespace FlowLang.Fleet;

/// <summary>The page of all programs.</summary>
internal static class FleetPage
{
    public static string Render(ImmutableArray<ProgramStanding> programs, DateTimeOffset now) => Markup.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>Programs</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="refresh" content="5">
        <link rel="icon" href="{Assets.Address("icon.svg")}" type="image/svg+xml">
        <link rel="stylesheet" href="{Assets.Address("site.css")}">
        </head>
        <body>
        <a class="skip" href="#main">Skip to content</a>
        <header class="bar"><div class="bar-inner"><a class="brand" href="/"><img src="{Assets.Address("icon.svg")}" alt="" width="20" height="20"><span>Programs</span></a></div></header>
        <main id="main" tabindex="-1"><h1>Programs</h1>
        {(programs.IsEmpty ? Markup.Of($"<p>No folder here was made by <code>flowc build</code> yet.</p>") : Table(programs, now))}
        </main>
        </body>
        </html>
        """).ToString();

    private static Markup Table(ImmutableArray<ProgramStanding> programs, DateTimeOffset now) => Markup.Of($"""
        <div class="scroll"><table><thead><tr><th scope="col">Program</th><th scope="col">State</th><th scope="col">Version</th><th scope="col">Sources</th><th scope="col">Served for</th><th scope="col">Earlier versions</th></tr></thead>
        <tbody>{Markup.Each(programs, program => Row(program, now))}</tbody></table></div>
        """);

    private static Markup Row(ProgramStanding program, DateTimeOffset now) => Markup.Of($"""
        <tr><th scope="row">{(program.Version is null ? Markup.Of($"{program.Name}") : Markup.Of($"<a href=\"/{Uri.EscapeDataString(program.Name)}/\">{program.Name}</a>"))}</th>
        <td>{State(program)}{Markup.If(program.Problem is not null, () => Markup.Of($"<p class=\"notice bad\" role=\"alert\">{program.Problem}</p>"))}</td>
        <td class="mono">{program.Version}</td><td class="mono">{Short(program.SourceHash)}</td>
        <td>{(program.Since is { } since ? Words.Span(now - since) : "")}</td><td>{(program.Draining == 0 ? "" : $"runs go on in {program.Draining}")}</td></tr>
        """);

    private static string State(ProgramStanding program) => program.Version is null ? "not served"
        : program.Problem is null ? "served"
        : "served, an update failed";

    private static string Short(string? hash) => hash is { Length: > 10 } ? hash[..10] : hash ?? "";
}
