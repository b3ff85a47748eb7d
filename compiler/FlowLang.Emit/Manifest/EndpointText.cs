using FlowLang.Semantics.Connectors;

namespace FlowLang.Emit.Manifest;

/// <summary>An endpoint as a program writes it, without its options.</summary>
internal static class EndpointText
{
    public static string Of(BoundEndpoint endpoint)
    {
        string argument = Argument(endpoint) is { } text ? $"(\"{text}\")" : "";
        return endpoint.Connection is { } connection
            ? $"{connection.Name}.{endpoint.Descriptor.Name}{argument}"
            : endpoint.Descriptor.Name + argument;
    }

    /// <summary>The path, table or query.</summary>
    public static string? Argument(BoundEndpoint endpoint) => endpoint.Descriptor.Arguments is [var first, ..]
        ? endpoint.Find(first.Name) switch
        {
            TextOption text => text.Value,
            TemplateOption template => template.Value.Span.Text.Trim('"'),
            ParameterOption parameter => $"${{{parameter.Parameter.Name}}}",
            _ => null,
        }
        : null;
}
