using System.Globalization;
using System.Text.RegularExpressions;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;

namespace FlowLang.Conformance.Tests.Engine;

/// <summary>The rows of a table as Spark SQL.</summary>
internal static partial class SparkInput
{
    public static string Sql(RowType row, Input input)
    {
        IEnumerable<string> names = input.Columns.Select(c => c.Name).Prepend("id").Append("__file").Append("__row");
        string columns = string.Join(", ", names.Select(SparkDialect.Instance.Quote));
        List<string> rows = [];
        for (int i = 0; i < input.Cells.Count; i++)
        {
            IEnumerable<string> cells = input.Cells[i].Select((cell, c) => Cell(cell, row.Fields[c + 1].Type.Type));
            rows.Add($"({string.Join(", ", cells.Prepend($"{i}L"))}, 'data.parquet', {i + 1}L)");
        }

        if (rows.Count > 0)
        {
            return $"SELECT * FROM VALUES {string.Join(",\n", rows)} AS t({columns})";
        }

        SparkDialect spark = SparkDialect.Instance;
        IEnumerable<string> empty = row.Fields.Select(f => $"CAST(NULL AS {spark.Type(f.Type.Type)}) AS {spark.Quote(f.Name)}");
        return $"SELECT {string.Join(", ", empty)}, '' AS __file, 0L AS __row WHERE false";
    }

    private static string Cell(string cell, FlowType type)
    {
        string name = SparkDialect.Instance.Type(type);
        return cell switch
        {
            "null" => $"CAST(NULL AS {name})",
            ['=', .. var sql] => $"CAST({Constructed(sql)} AS {name})",
            ['\'', .. var text, '\''] => SparkText.Quote(text),
            _ when type is InstantType => $"timestamp_micros({Times.Microseconds(cell)}L)",
            _ when type is TimeType => $"{TimeOnly.Parse(cell, CultureInfo.InvariantCulture).Ticks / TimeSpan.TicksPerMicrosecond}L",
            _ when type is BytesType => $"X'{cell}'",
            _ when type is UuidType => $"'{cell.ToLowerInvariant()}'",
            _ => $"CAST('{cell}' AS {name})",
        };
    }

    // Tables write lists, maps, structs and intervals in literals of their own.
    private static string Constructed(string sql)
    {
        Match interval = Interval().Match(sql);
        if (interval.Success)
        {
            int months = int.Parse(interval.Groups[1].Value, CultureInfo.InvariantCulture) * (interval.Groups[2].Value == "MONTH" ? 1 : 12);
            return $"named_struct('months', {months}, 'days', 0, 'microseconds', 0L)";
        }

        return sql switch
        {
            ['[', .. var items, ']'] => $"array({items})",
            _ when sql.StartsWith("MAP {", StringComparison.Ordinal) => $"map({Pairs(sql[5..^1])})",
            ['{', .. var fields, '}'] => $"named_struct({Pairs(fields)})",
            _ => sql,
        };
    }

    private static string Pairs(string text) => text.Replace(": ", ", ", StringComparison.Ordinal);

    [GeneratedRegex("^INTERVAL ([0-9]+) (MONTH|YEAR)S?$")]
    private static partial Regex Interval();
}
