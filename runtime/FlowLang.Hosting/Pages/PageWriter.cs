using System.Text;
using FlowLang.Hosting.Hosted;
using FlowLang.Hosting.Html;
using Microsoft.AspNetCore.Http;

namespace FlowLang.Hosting.Pages;

/// <summary>Sends a page.</summary>
internal static class PageWriter
{
    public static async Task WriteAsync(HttpContext context, Markup page, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        byte[] bytes = Encoding.UTF8.GetBytes(PathPrefix.Html(context, page.ToString()));
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
