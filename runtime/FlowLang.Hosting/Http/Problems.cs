using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlowLang.Hosting.Pages;
using FlowLang.Runtime;
using Microsoft.AspNetCore.Http;

namespace FlowLang.Hosting.Http;

/// <summary>What ended a request, as it is told: problem+json (RFC 9457) to programs, a page to people.</summary>
internal static class Problems
{
    public static Func<HttpContext, RequestDelegate, Task> Guard(Site site) => async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            await WriteAsync(site, context, Of(site, e));
        }
        catch (OperationCanceledException)
        {
            // Whoever asked has gone, or the server ends: nobody is there to be told.
        }
    };

    public static async Task WriteAsync(Site site, HttpContext context, HttpError problem)
    {
        context.Response.StatusCode = problem.Status;
        if (problem.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (IsForPeople(context))
        {
            await PageWriter.WriteAsync(context, ErrorPage.Render(new PageCall(site, context), problem), problem.Status);
            return;
        }

        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        context.Response.ContentType = "application/problem+json";
        await context.Response.Body.WriteAsync(Json(problem), context.RequestAborted);
    }

    public static bool IsForPeople(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    private static HttpError Of(Site site, Exception e)
    {
        switch (e)
        {
            case HttpError known:
                return known;
            case FlowException said:
                return HttpErrors.Of(said.Error);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return HttpErrors.TooLarge();
            case BadHttpRequestException:
                return HttpErrors.Bad("the request can't be read");
            default:
                site.Log.Write(LogLevel.Error, $"a request failed: {e.GetType().Name}: {e.Message}");
                return HttpErrors.Unexpected();
        }
    }

    private static byte[] Json(HttpError problem)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("type", "urn:flowlang:error:" + problem.Error.Code);
            json.WriteString("title", problem.Error.Message);
            json.WriteNumber("status", problem.Status);
            json.WriteString("code", problem.Error.Code);
            Optional(json, "detail", problem.Error.Why);
            Optional(json, "help", problem.Error.Help);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
