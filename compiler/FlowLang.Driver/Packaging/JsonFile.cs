using System.Text.Encodings.Web;
using System.Text.Json;

namespace FlowLang.Driver.Packaging;

/// <summary>Indented JSON with `\n` line ends on every platform: files that are compared byte by byte.</summary>
internal static class JsonFile
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Write(Action<Utf8JsonWriter> content)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Options))
        {
            content(json);
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}
