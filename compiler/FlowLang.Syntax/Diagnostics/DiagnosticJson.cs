using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Diagnostics;

/// <summary>Prints a diagnostic as one line of JSON, for editors and scripts.</summary>
public static class DiagnosticJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Render(Diagnostic diagnostic)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("code", diagnostic.Code);
            json.WriteString("severity", DiagnosticRenderer.Word(diagnostic.Severity));
            Place(json, diagnostic.Span);
            json.WriteString("message", diagnostic.Message);
            if (diagnostic.PointerText is not null)
            {
                json.WriteString("pointer", diagnostic.PointerText);
            }

            Labels(json, diagnostic);
            Lines(json, "notes", diagnostic.Notes);
            Lines(json, "help", diagnostic.HelpLines);
            if (diagnostic.Fix is { } fix)
            {
                json.WriteStartObject("fix");
                Place(json, fix.Span);
                json.WriteString("replacement", fix.Replacement);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Labels(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        if (diagnostic.Labels.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("labels");
        foreach (DiagnosticLabel label in diagnostic.Labels)
        {
            json.WriteStartObject();
            Place(json, label.Span);
            json.WriteString("text", label.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Lines(Utf8JsonWriter json, string name, IReadOnlyCollection<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (string line in lines)
        {
            json.WriteStringValue(line);
        }

        json.WriteEndArray();
    }

    private static void Place(Utf8JsonWriter json, TextSpan span)
    {
        if (span.Source.Path.Length == 0)
        {
            return;
        }

        json.WriteString("file", span.Source.Path);
        json.WriteNumber("line", span.Line);
        json.WriteNumber("column", span.Column);
        json.WriteNumber("endLine", span.EndLine);
        json.WriteNumber("endColumn", span.EndColumn);
    }
}
