using FlowLang.Hosting.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FlowLang.Hosting.Api;

/// <summary>All routes of the API. A new group is a line here.</summary>
internal static class ApiRoutes
{
    public const string Root = "/api/v1";

    public static ApiRoute[] All { get; } =
    [
        .. ProgramRoutes.All,
        .. PipelineRoutes.All,
        .. RunRoutes.All,
        .. LogRoutes.All,
        .. StreamRoutes.All,
        .. EventRoutes.All,
        new("GET", "/openapi.json", "This document", call =>
            call.Context.Response.WriteAsync(OpenApi.Text, call.Cancel)) { Gives = typeof(object) },
    ];

    public static void Map(IEndpointRouteBuilder endpoints, Site site)
    {
        foreach (ApiRoute route in All)
        {
            endpoints.MapMethods(Root + route.Path, [route.Method], context =>
            {
                context.Response.ContentType = "application/json";
                return route.Answer(new ApiCall(site, context));
            }).WithMetadata(new RoleOf(route.Role));
        }

        // A path that is none of the API's is a problem in JSON, whoever asks.
        endpoints.Map(Root + "/{**rest}", _ => throw Http.HttpErrors.NothingThere("such route; /api/v1/openapi.json lists them"))
            .WithMetadata(new RoleOf(Role.Viewer));
    }
}
