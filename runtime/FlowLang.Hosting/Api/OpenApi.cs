using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using FlowLang.Hosting.Access;
using FlowLang.Runtime;

namespace FlowLang.Hosting.Api;

/// <summary>The API described in OpenAPI 3.1, written from the routes themselves and from the types that they take and give.</summary>
internal static class OpenApi
{
    private static readonly Lazy<string> s_text = new(() => Document().ToJsonString(new JsonSerializerOptions { WriteIndented = true }));

    private static readonly JsonSchemaExporterOptions s_schemas = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, node) => context.TypeInfo.Type switch
        {
            var type when Is<TimeSpan>(type) => Simple("number", "seconds"),
            var type when type == typeof(RunInterval) => Simple("string", "an interval, such as 2024-01-01T05"),
            _ => node,
        },
    };

    public static string Text => s_text.Value;

    private static JsonObject Document()
    {
        JsonObject paths = [];
        foreach (IGrouping<string, ApiRoute> path in ApiRoutes.All.GroupBy(route => route.Path))
        {
            JsonObject methods = [];
            foreach (ApiRoute route in path)
            {
                methods[route.Method.ToLowerInvariant()] = Operation(route);
            }

            paths[ApiRoutes.Root + path.Key] = methods;
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "A FlowLang program", ["version"] = "1" },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject { ["token"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } },
                ["schemas"] = new JsonObject { ["Problem"] = Problem() },
            },
            ["security"] = new JsonArray(new JsonObject { ["token"] = new JsonArray() }, new JsonObject()),
        };
    }

    private static JsonObject Operation(ApiRoute route)
    {
        JsonObject operation = new()
        {
            ["summary"] = route.Summary,
            ["description"] = route.Role == Role.Operator ? "For operators." : "For viewers and operators.",
            ["parameters"] = new JsonArray([.. route.Parameters.Select(Parameter)]),
            ["responses"] = new JsonObject
            {
                [$"{route.Status}"] = new JsonObject { ["description"] = "Done", ["content"] = Content(route.Gives) },
                ["default"] = new JsonObject
                {
                    ["description"] = "Why not",
                    ["content"] = new JsonObject
                    {
                        ["application/problem+json"] = new JsonObject
                        {
                            ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/Problem" },
                        },
                    },
                },
            },
        };
        if (route.Body is { } body)
        {
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(body) };
        }

        return operation;
    }

    private static JsonNode Parameter(ApiParameter parameter) => new JsonObject
    {
        ["name"] = parameter.Name,
        ["in"] = parameter.In,
        ["required"] = parameter.In == "path",
        ["description"] = parameter.Description,
        ["schema"] = new JsonObject { ["type"] = parameter.Type },
    };

    private static JsonObject Content(Type? type) => type is null
        ? new JsonObject { ["text/event-stream"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } } }
        : new JsonObject { ["application/json"] = new JsonObject { ["schema"] = Schema(type) } };

    private static JsonNode Schema(Type type) =>
        type == typeof(object) ? new JsonObject { ["type"] = "object" } : ApiJson.Options.GetJsonSchemaAsNode(type, s_schemas);

    private static JsonObject Problem() => new()
    {
        ["type"] = "object",
        ["description"] = "Problem details (RFC 9457)",
        ["required"] = new JsonArray("type", "title", "status", "code"),
        ["properties"] = new JsonObject
        {
            ["type"] = Simple("string", "urn:flowlang:error:CODE"),
            ["title"] = Simple("string", "what"),
            ["status"] = Simple("integer", "of HTTP"),
            ["code"] = Simple("string", "explained in docs/errors.md"),
            ["detail"] = Simple("string", "why"),
            ["help"] = Simple("string", "what to do"),
        },
    };

    private static JsonObject Simple(string type, string description) => new() { ["type"] = type, ["description"] = description };

    private static bool Is<T>(Type type)
        where T : struct => type == typeof(T) || type == typeof(T?);
}
