using System.Globalization;
using System.Text;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Diagnostics;

/// <summary>
/// Prints a diagnostic as plain text with the source line and carets. Lines end in <c>\n</c>; colours are the terminal's business.
/// </summary>
public static class DiagnosticRenderer
{
    private const int LongestLine = 200;

    public static string Render(Diagnostic diagnostic)
    {
        StringBuilder text = new();
        text.Append(Word(diagnostic.Severity)).Append(' ').Append(diagnostic.Code).Append(": ")
            .Append(Printable(diagnostic.Message)).Append('\n');
        bool hasPlace = diagnostic.Span.Source.Path.Length > 0;
        int width = hasPlace ? GutterWidth(diagnostic) : 2;
        string gutter = new(' ', width);
        if (hasPlace)
        {
            Snippet(text, diagnostic.Span, diagnostic.PointerText, '^', width);
        }

        foreach (DiagnosticLabel label in diagnostic.Labels.Where(label => label.Span.Source.Path.Length > 0))
        {
            Snippet(text, label.Span, label.Text, '-', width);
        }

        foreach (string note in diagnostic.Notes)
        {
            text.Append(gutter).Append(" = ").Append(note).Append('\n');
        }

        foreach (string help in diagnostic.HelpLines)
        {
            text.Append(gutter).Append(" = help: ").Append(help).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>All of them, an empty line between two.</summary>
    public static string Render(IEnumerable<Diagnostic> diagnostics) => string.Join('\n', diagnostics.Select(Render));

    internal static string Word(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "info",
    };

    private static int GutterWidth(Diagnostic diagnostic) =>
        diagnostic.Labels.Select(l => l.Span.Line).Append(diagnostic.Span.Line).Max().ToString(CultureInfo.InvariantCulture).Length;

    private static void Snippet(StringBuilder text, TextSpan span, string? pointer, char mark, int width)
    {
        string gutter = new(' ', width);
        string line = span.Source.Line(span.Line);
        int column = span.Column - 1;
        int length = Math.Clamp(span.Length, 1, Math.Max(1, line.Length - column));
        int cut = column > LongestLine / 2 ? column - LongestLine / 2 : 0;
        string shown = line[Math.Min(cut, line.Length)..];
        shown = shown.Length > LongestLine ? shown[..LongestLine] : shown;
        length = Math.Min(length, Math.Max(1, shown.Length - (column - cut)));
        string indent = new([.. shown.Take(column - cut).Select(c => c == '\t' ? '\t' : ' ')]);
        indent = indent.PadRight(column - cut);
        text.Append(gutter).Append("--> ").Append(span).Append('\n');
        text.Append(gutter).Append(" |\n");
        text.Append(span.Line.ToString(CultureInfo.InvariantCulture).PadLeft(width)).Append(" | ").Append(Printable(shown)).Append('\n');
        text.Append(gutter).Append(" | ").Append(indent).Append(mark, length);
        text.Append(pointer is null ? "" : " " + pointer).Append('\n');
    }

    // Control characters would move the cursor, and marks of direction show other text than there is: each becomes one plain cell.
    private static string Printable(string line) =>
        string.Create(line.Length, line, static (cells, source) =>
        {
            for (int i = 0; i < source.Length; i++)
            {
                cells[i] = source[i] switch
                {
                    '\t' => '\t',
                    < ' ' => (char)(0x2400 + source[i]),
                    '\u007f' or (>= '\u0080' and < '\u00a0') or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') => '\ufffd',
                    _ => source[i],
                };
            }
        });
}
