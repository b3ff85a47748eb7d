using FlowLang.Hosting.Access;
using FlowLang.Hosting.Html;
using Microsoft.AspNetCore.Http;

namespace FlowLang.Hosting.Pages;

/// <summary>Signing in with a token, and out again.</summary>
internal static class LoginPage
{
    public static PageRoute[] Routes { get; } =
    [
        PageRoute.Page("/login", Render, Role.Anyone),
        PageRoute.Form("/login", SignInAsync, Role.Anyone),
        PageRoute.Form("/logout", SignOutAsync, Role.Anyone),
    ];

    private static PageContent Render(PageCall call) => new("Sign in", Section.None, Markup.Of($"""
        <form class="panel login" method="post" action="/login">{call.FormProof()}<h1>Sign in</h1>
        <input type="hidden" name="to" value="{call.Query("to")}">
        <p class="muted">With a token of {call.Orchestrator.Program.Name}; who runs it gives you one.</p>
        {Markup.If(call.Query("wrong") is not null, () => Markup.Of($"<p class=\"notice bad\" role=\"alert\">Nobody has this token.</p>"))}
        <label for="token">Token</label><input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
        <button class="button primary">Sign in</button></form>
        """));

    private static Task<string> SignInAsync(PageCall call, IFormCollection form)
    {
        string to = form["to"].ToString();
        if (call.Site.Tokens.Find(form["token"].ToString()) is not { } token)
        {
            return Task.FromResult(Paths.With("/login", ("wrong", "1"), ("to", to)));
        }

        // A session of its own: one that somebody gave the browser before is worth nothing.
        call.SetSession(call.Site.Sessions.Open(token).Session ?? "");
        return Task.FromResult(IsOwn(to) ? to : "/");
    }

    private static Task<string> SignOutAsync(PageCall call, IFormCollection form)
    {
        call.Site.Sessions.Close(call.Visitor.Session ?? "");
        return Task.FromResult("/login");
    }

    /// <summary>A path of this site, which `//host` and `/\host` are not.</summary>
    private static bool IsOwn(string to) =>
        to.StartsWith('/') && !to.StartsWith("//", StringComparison.Ordinal) && to.All(c => c is > ' ' and <= '~' and not '\\');
}
