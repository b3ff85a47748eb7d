using System.Text.Json;

namespace FlowLang.Connectors.Files;

/// <summary>The members of a file's first records.</summary>
internal static class JsonSample
{
    public const int Records = 100;

    /// <summary>Null where none of them is a JSON object.</summary>
    public static IReadOnlySet<string>? Members(LineReader reader)
    {
        var members = new HashSet<string>(StringComparer.Ordinal);
        int objects = 0;
        for (int i = 0; i < Records && reader.Read(); i++)
        {
            if (TryParse(reader.Line) is { } document)
            {
                using (document)
                {
                    if (document.RootElement.ValueKind == JsonValueKind.Object)
                    {
                        objects++;
                        members.UnionWith(document.RootElement.EnumerateObject().Select(p => p.Name));
                    }
                }
            }
        }

        return objects > 0 ? members : null;
    }

    private static JsonDocument? TryParse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonDocument.Parse(line.ToArray());
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
