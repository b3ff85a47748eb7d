using FlowLang.Hosting.Access;
using FlowLang.Hosting.Hosted;
using Microsoft.AspNetCore.Http;

namespace FlowLang.Hosting.Pages;

/// <summary>An address for people: a page, or a form that does something and leads to a page.</summary>
internal sealed record PageRoute(string Method, string Path, Role Role, Func<PageCall, Task> Answer)
{
    public static PageRoute Page(string path, Func<PageCall, PageContent> render, Role role = Role.Viewer) =>
        new("GET", path, role, call => PageWriter.WriteAsync(call.Context, Layout.Render(call, render(call)), StatusCodes.Status200OK));

    public static PageRoute Page(string path, Func<PageCall, Task<PageContent>> render, Role role) => new(
        "GET", path, role,
        async call => await PageWriter.WriteAsync(call.Context, Layout.Render(call, await render(call)), StatusCodes.Status200OK));

    /// <param name="act">Does what the form asks, and says where to go then.</param>
    public static PageRoute Form(string path, Func<PageCall, IFormCollection, Task<string>> act, Role role = Role.Operator) =>
        new("POST", path, role, async call => Leave(call, await act(call, await call.FormAsync())));

    private static void Leave(PageCall call, string to)
    {
        call.Context.Response.StatusCode = StatusCodes.Status303SeeOther;
        call.Context.Response.Headers.Location = PathPrefix.Address(call.Context, to);
    }
}
