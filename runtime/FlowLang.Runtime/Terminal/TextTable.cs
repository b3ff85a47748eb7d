using System.Globalization;
using System.Text;

namespace FlowLang.Runtime;

/// <summary>A table as aligned text.</summary>
internal static class TextTable
{
    private const int MaxWidth = 60;

    public static string Format(RowTable table)
    {
        int[] widths = [.. table.Columns.Select((c, i) => table.Rows.Select(r => Cell(r[i]).Length).Append(c.Name.Length).Max())];
        var text = new StringBuilder();
        text.AppendLine(table.Title);
        Append(text, table, widths, i => table.Columns[i].Name);
        text.Append("  ").AppendLine(string.Join("  ", widths.Select(w => new string('-', w))));
        foreach (var row in table.Rows)
        {
            Append(text, table, widths, i => Cell(row[i]));
        }

        return text.Append("  ").Append(Footer(table)).ToString();
    }

    public static string Footer(RowTable table) => table.TotalRows > table.Rows.Length
        ? string.Create(CultureInfo.InvariantCulture, $"{table.Rows.Length:N0} of {table.TotalRows:N0} rows")
        : string.Create(CultureInfo.InvariantCulture, $"{table.TotalRows:N0} {(table.TotalRows == 1 ? "row" : "rows")}");

    /// <summary>A cell on one line, without control characters and not too wide.</summary>
    public static string Cell(string? value)
    {
        if (value is null)
        {
            return "null";
        }

        string line = OneLine.Of(value);
        return line.Length <= MaxWidth ? line : line[..(MaxWidth - 1)] + "…";
    }

    private static void Append(StringBuilder text, RowTable table, int[] widths, Func<int, string> cell)
    {
        IEnumerable<string> cells = widths.Select((w, i) =>
            RowTable.IsNumeric(table.Columns[i]) ? cell(i).PadLeft(w) : cell(i).PadRight(w));
        text.AppendLine(("  " + string.Join("  ", cells)).TrimEnd());
    }
}
