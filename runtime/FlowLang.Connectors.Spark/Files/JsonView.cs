using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// JSON lines in Spark SQL: members as raw text. The engine's own reader rounds numbers, so they go through it as strings that begin with
/// a character which no text has (a noncharacter of Unicode; a record with it is bad).
/// </summary>
internal sealed class JsonView(SparkBatch spark, JsonLinesSource source) : TextView(spark, source)
{
    private const string Members = "__members";
    private const string Mark = "'\\uFDD0'";

    // What lies between two numbers: other characters, and strings as a whole.
    private const string Number = """\G((?:[^"0-9-]++|"(?:[^"\\]++|\\.)*+")*+)(-?[0-9][0-9.eE+-]*+)""";

    private const string HalfPair = @"(?<!\\)(?:\\\\)*+\\u(?:[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|[dD][c-fC-F][0-9a-fA-F]{2}"
        + @"(?<!\\u[dD][89abAB][0-9a-fA-F]{2}\\u[0-9a-fA-F]{4}))";

    private const string Options = "map('mode', 'PERMISSIVE', 'allowSingleQuotes', 'false', 'allowNonNumericNumbers', 'false')";

    protected override string IsBlank => $"trim(BOTH ' ' FROM {Line}) = ''";

    protected override string RecordsSql(DataFile file, string lines) =>
        $"SELECT {Line}, {FlagColumns.Row}, false AS {IsOpen} FROM (\n{lines}\n)";

    protected override string RowsSql(string records)
    {
        string schema = string.Join(", ", Columns.Select(c => $"{SparkTypes.Name(c.Name)} STRING"));
        string marked = $"regexp_replace({Line}, {SqlLiterals.Text(Number)}, concat('$1\"', {Mark}, '$2\"'))";
        IEnumerable<string> columns = Columns.Select(c =>
            $"CASE WHEN NOT contains({Raw(c)}, '\\u0000') AND __broken IS NULL THEN {Text(Raw(c))} END AS {SparkTypes.Name(c.Name)}");
        string nul = string.Join(" OR ", Columns.Select(c => $"coalesce(contains({Raw(c)}, '\\u0000'), false)"));
        return $"""
            SELECT {string.Join(", ", columns)}, {FlagColumns.File}, {FlagColumns.Row},
              CASE WHEN __broken IS NOT NULL THEN __broken WHEN {nul} THEN 'it has a NUL character' END AS {FlagColumns.Bad}
            FROM (SELECT *, from_json({marked}, {SqlLiterals.Text(schema)}, {Options}) AS {Members}, {BrokenSql} AS __broken
              FROM ({records}))
            """;
    }

    private static string Raw(Column column) => $"{Members}.{SparkTypes.Name(column.Name)}";

    private static string Text(string raw) =>
        $"CASE WHEN startswith({raw}, {Mark}) THEN substring({raw}, 2) "
        + $"ELSE regexp_replace({raw}, concat('\"', {Mark}, '([^\"]*+)\"'), '$1') END";

    private static string BrokenSql => $"""
        CASE WHEN NOT is_valid_utf8({Line}) THEN 'it is not valid UTF-8'
          WHEN flow_read_json({Line}) IS NULL OR {Line} RLIKE {SqlLiterals.Text(HalfPair)} THEN 'it is not valid JSON'
          WHEN NOT {Line} RLIKE '^[ \\t\\r]*+[{"{"}]' THEN 'it is not a JSON object'
          WHEN contains({Line}, {Mark}) OR contains(lower({Line}), '\\ufdd0') THEN 'it has the noncharacter U+FDD0' END
        """;
}
