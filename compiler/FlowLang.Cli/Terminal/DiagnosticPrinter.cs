using System.Collections.Immutable;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Cli.Terminal;

/// <summary>Writes diagnostics with carets, in colours on a terminal, or as JSON lines.</summary>
internal static class DiagnosticPrinter
{
    /// <summary>A broken file can have thousands; a person reads a screen of them.</summary>
    private const int Shown = 100;

    public static void WriteText(TerminalStream stream, ImmutableArray<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics.Take(Shown))
        {
            string text = DiagnosticRenderer.Render(diagnostic);
            stream.Line(stream.HasColor ? Colored(stream, diagnostic.Severity, text) : text);
        }

        if (diagnostics.Length > Shown)
        {
            stream.Line($"… and {diagnostics.Length - Shown} more");
        }
    }

    public static void WriteJson(TerminalStream stream, ImmutableArray<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            stream.Line(DiagnosticJson.Render(diagnostic));
        }
    }

    /// <summary>`2 errors, 1 warning`, or an empty text.</summary>
    public static string Count(ImmutableArray<Diagnostic> diagnostics)
    {
        int errors = diagnostics.Count(d => d.Severity == DiagnosticSeverity.Error);
        int warnings = diagnostics.Count(d => d.Severity == DiagnosticSeverity.Warning);
        return string.Join(", ", new[] { Plural(errors, "error"), Plural(warnings, "warning") }.Where(t => t.Length > 0));
    }

    private static string Plural(int count, string noun) => count switch
    {
        0 => "",
        1 => $"1 {noun}",
        _ => $"{count} {noun}s",
    };

    private static string Colored(TerminalStream stream, DiagnosticSeverity severity, string text)
    {
        string color = severity switch
        {
            DiagnosticSeverity.Error => Colors.Error,
            DiagnosticSeverity.Warning => Colors.Warning,
            _ => Colors.Info,
        };
        string[] lines = text.Split('\n');
        return string.Join('\n', lines.Select((line, i) => i == 0 ? Headline(stream, color, line) : Detail(stream, color, line)));
    }

    private static string Headline(TerminalStream stream, string color, string line)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? line : stream.Paint(color, line[..colon]) + stream.Paint(Colors.Strong, line[colon..]);
    }

    private static string Detail(TerminalStream stream, string color, string line)
    {
        string trimmed = line.TrimStart();
        if (trimmed.StartsWith("-->", StringComparison.Ordinal))
        {
            return stream.Paint(Colors.Place, line);
        }

        int bar = line.IndexOf('|', StringComparison.Ordinal);
        if (bar >= 0 && trimmed.StartsWith('|') && line[(bar + 1)..].TrimStart() is ['^', ..])
        {
            return stream.Paint(Colors.Place, line[..(bar + 1)]) + stream.Paint(color, line[(bar + 1)..]);
        }

        return bar >= 0 && (trimmed.StartsWith('|') || char.IsAsciiDigit(trimmed[0]))
            ? stream.Paint(Colors.Place, line[..(bar + 1)]) + line[(bar + 1)..]
            : line;
    }
}
