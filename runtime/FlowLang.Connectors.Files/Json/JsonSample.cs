using System.Text.Json;

namespace FlowLang.Connectors.Files;

/// <summary>The members of a file's first records.</summary>
internal static class JsonSample
{
    public const int Records = 100;

    public static IReadOnlySet<string> Members(string source, DataFile file, FileFormatOptions options)
    {
        var members = new HashSet<string>(StringComparer.Ordinal);
        using var reader = new LineReader(
            new RecordBuffer(TextFileStream.Open(source, file, options, JsonLinesSource.Expected)), source);
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

        return objects > 0
            ? members
            : throw FileErrors.WrongContent(source, file.Name, "no file of JSON objects, one a line", "JSON lines");
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
