using System.Collections.Immutable;
using FlowLang.Driver.Testing;

namespace FlowLang.Cli.Terminal;

/// <summary>
/// Rows that a test expected and did not get (`-`), and rows that it got and did not expect (`+`), aligned by column. A missing row stands
/// next to the unexpected one that is most like it.
/// </summary>
internal static class DifferenceTable
{
    private const int Widest = 40;

    public static void Write(TerminalStream stream, ImmutableArray<RowDifference> differences, string legend)
    {
        string[] columns = [.. differences.SelectMany(d => d.Values).Select(v => v.Key).Distinct()];
        List<RowDifference> ordered = Pair(differences);
        string[][] cells = [.. ordered.Select(d => columns.Select(c => Cell(d, c)).ToArray())];
        int[] widths = [.. columns.Select((c, i) => Math.Min(Widest, cells.Select(row => row[i].Length).Append(c.Length).Max()))];
        stream.Line("        " + stream.Paint(Colors.Faint, Row(columns, widths)));
        for (int i = 0; i < ordered.Count; i++)
        {
            bool isMissing = ordered[i].IsMissing;
            stream.Line("      " + stream.Paint(isMissing ? Colors.Error : Colors.Good, (isMissing ? "- " : "+ ") + Row(cells[i], widths)));
        }

        stream.Line("      " + legend);
    }

    private static List<RowDifference> Pair(ImmutableArray<RowDifference> differences)
    {
        List<RowDifference> unexpected = [.. differences.Where(d => !d.IsMissing)];
        List<RowDifference> ordered = [];
        foreach (RowDifference missing in differences.Where(d => d.IsMissing))
        {
            ordered.Add(missing);
            RowDifference? nearest = unexpected.MaxBy(u => Likeness(missing, u));
            if (nearest is not null)
            {
                unexpected.Remove(nearest);
                ordered.Add(nearest);
            }
        }

        return [.. ordered, .. unexpected];
    }

    private static int Likeness(RowDifference one, RowDifference other) => one.Values.Count(v => other.Values.Contains(v));

    private static string Cell(RowDifference row, string column)
    {
        foreach ((string name, string? value) in row.Values)
        {
            if (name == column)
            {
                string text = (value ?? "null").Replace('\n', '⏎');
                return text.Length > Widest ? string.Concat(text.AsSpan(0, Widest - 1), "…") : text;
            }
        }

        return "";
    }

    private static string Row(string[] cells, int[] widths) => string.Join("  ", cells.Select((c, i) => c.PadRight(widths[i]))).TrimEnd();
}
