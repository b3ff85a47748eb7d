using System.Text.Json;
using FlowLang.Hosting.Api;

namespace FlowLang.Hosting.Tests.Api;

/// <summary>The document says what there is: each route, each parameter of its path, and bodies as they come.</summary>
public sealed class OpenApiTests
{
    private static readonly string[] s_methods = ["get", "post", "put", "delete", "patch"];

    [Fact]
    public async Task Every_route_is_described_and_every_description_is_a_route()
    {
        await using TestSite site = await TestSite.StartAsync();
        JsonElement paths = (await site.JsonAsync("/api/v1/openapi.json")).GetProperty("paths");
        string[] described = [.. paths.EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name} {path.Name}"))];
        Assert.Equal(
            ApiRoutes.All.Select(route => $"{route.Method.ToLowerInvariant()} {ApiRoutes.Root}{route.Path}")
                .Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));

        // And what is described answers: no path of the document falls through to the route that says there is none.
        foreach (string operation in described)
        {
            string[] parts = operation.Split(' ');
            Assert.Contains(parts[0], s_methods);
            using HttpRequestMessage request = new(new HttpMethod(parts[0].ToUpperInvariant()),
                parts[1].Replace("{name}", "none", StringComparison.Ordinal).Replace("{id}", "none", StringComparison.Ordinal));
            using HttpResponseMessage answer = await site.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            string body = answer.Content.Headers.ContentType?.MediaType == "text/event-stream" ? ""
                : await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain("no such route", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Parameters_of_a_path_are_described()
    {
        foreach (ApiRoute route in ApiRoutes.All)
        {
            string[] named = [.. route.Path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'))];
            Assert.Equal(named, route.Parameters.Where(parameter => parameter.In == "path").Select(parameter => parameter.Name));
        }
    }

    [Theory]
    [InlineData("/overview", "/overview")]
    [InlineData("/program", "/program")]
    [InlineData("/pipelines/{name}", "/pipelines/ingest_trips")]
    [InlineData("/streams/{name}", "/streams/live_trips")]
    [InlineData("/runs/{id}", "/runs/q1")]
    [InlineData("/runs", "/runs?count=3")]
    public async Task Answers_have_the_properties_that_are_described(string path, string asked)
    {
        await using TestSite site = await TestSite.StartAsync();
        JsonElement operation = (await site.JsonAsync("/api/v1/openapi.json")).GetProperty("paths").GetProperty(ApiRoutes.Root + path)
            .GetProperty("get");
        JsonElement schema = operation.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json")
            .GetProperty("schema");
        JsonElement answer = await site.JsonAsync(ApiRoutes.Root + asked);
        Assert.Equal(
            schema.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal),
                answer.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
    }
}
