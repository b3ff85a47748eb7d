using System.Globalization;
using System.Text.Json;
using FlowLang.Hosting.Access;
using FlowLang.Hosting.Http;
using FlowLang.Scheduling;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FlowLang.Hosting.Api;

/// <summary>One request to the API: its parameters read, and its answer written.</summary>
internal sealed class ApiCall(Site site, HttpContext context)
{
    private const int MostItems = 1000;
    private const int UsualItems = 50;

    public Site Site => site;

    public HttpContext Context => context;

    public IOrchestrator Orchestrator => site.Orchestrator;

    public CancellationToken Cancel => context.RequestAborted;

    /// <summary>In whose name something is asked.</summary>
    public string By => Gate.VisitorOf(context).Name;

    public string Path(string name) => context.GetRouteValue(name) as string ?? "";

    public string? Query(string name) => context.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    public string? Header(string name) => context.Request.Headers[name].ToString() is { Length: > 0 } text ? text : null;

    public int Count()
    {
        string? text = Query("count");
        return text is null ? UsualItems
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= MostItems ? count
            : throw HttpErrors.Bad($"`count` is from 1 to {MostItems}");
    }

    public DateTimeOffset? Time(string name) => Query(name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time
        : throw HttpErrors.Bad($"`{name}` is no time", "such as 2024-01-01T05:00:00Z");

    /// <summary>One of the names of an enum, as the API writes them.</summary>
    public T? Choice<T>(string name)
        where T : struct, Enum => Query(name) is not { } text ? null
        : Enum.TryParse(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out T value) && Enum.IsDefined(value)
            && !char.IsAsciiDigit(text[0]) ? value
        : throw HttpErrors.Bad(
            $"`{name}` is none of its values",
            "one of " + string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)));

    public async Task<T> BodyAsync<T>()
        where T : class
    {
        if (!context.Request.HasJsonContentType())
        {
            throw HttpErrors.NotJson("its type is not application/json");
        }

        try
        {
            return await JsonSerializer.DeserializeAsync<T>(context.Request.Body, ApiJson.Options, Cancel)
                ?? throw HttpErrors.NotJson("it is null");
        }
        catch (JsonException e)
        {
            throw HttpErrors.NotJson(e.Path is { Length: > 1 } path ? $"`{path}` is not of its type, or no property of it"
                : "it is no such JSON object");
        }
    }

    public async Task GiveAsync<T>(T value, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(context.Response.Body, value, ApiJson.Options, Cancel);
    }
}
