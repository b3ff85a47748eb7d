using FlowLang.Hosting.Html;
using FlowLang.Hosting.Http;

namespace FlowLang.Hosting.Pages;

/// <summary>What went wrong with a request, for people.</summary>
internal static class ErrorPage
{
    public static Markup Render(PageCall call, HttpError problem) => Layout.Render(call, new PageContent(
        problem.Error.Code,
        Section.None,
        Markup.Of($"""
            <div class="notice bad" role="alert"><h1>{Sentence(problem.Error.Message)}</h1>
            {Markup.If(problem.Error.Why is not null, () => Markup.Of($"<p>{problem.Error.Why}</p>"))}
            {Markup.If(problem.Error.Help is not null, () => Markup.Of($"<p class=\"muted\">{problem.Error.Help}</p>"))}
            <p class="muted mono">{problem.Error.Code} · {problem.Status}</p>
            <p><a class="button" href="/">Overview</a></p></div>
            """)));

    private static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
