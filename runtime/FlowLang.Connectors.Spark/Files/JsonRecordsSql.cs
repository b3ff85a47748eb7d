using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// Records of JSON text in Spark SQL: members as raw text. The engine's own reader rounds numbers, so they go through it as strings that
/// begin with a character which no text has (a noncharacter of Unicode; a record with it is bad).
/// </summary>
internal static class JsonRecordsSql
{
    private const string Members = "__members";
    private const string Mark = "'\\uFDD0'";

    // What lies between two numbers: other characters, and strings as a whole.
    private const string Number = """\G((?:[^"0-9-]++|"(?:[^"\\]++|\\.)*+")*+)(-?[0-9][0-9.eE+-]*+)""";

    private const string HalfPair = @"(?<!\\)(?:\\\\)*+\\u(?:[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|[dD][c-fC-F][0-9a-fA-F]{2}"
        + @"(?<!\\u[dD][89abAB][0-9a-fA-F]{2}\\u[0-9a-fA-F]{4}))";

    private const string Options = "map('mode', 'PERMISSIVE', 'allowSingleQuotes', 'false', 'allowNonNumericNumbers', 'false')";

    /// <summary>The declared columns as raw text, where a row is from, and why a record is bad.</summary>
    /// <param name="columns">The declared columns.</param>
    /// <param name="records">Has the record's text, <c>__file</c> and <c>__row</c>.</param>
    /// <param name="line">The column with the text.</param>
    public static string Of(ImmutableArray<Column> columns, string records, string line)
    {
        string schema = string.Join(", ", columns.Select(c => $"{SparkTypes.Name(c.Name)} STRING"));
        string marked = $"regexp_replace({line}, {SqlLiterals.Text(Number)}, concat('$1\"', {Mark}, '$2\"'))";
        IEnumerable<string> members = columns.Select(c =>
            $"CASE WHEN NOT contains({Raw(c)}, '\\u0000') AND __broken IS NULL THEN {Text(Raw(c))} END AS {SparkTypes.Name(c.Name)}");
        string nul = string.Join(" OR ", columns.Select(c => $"coalesce(contains({Raw(c)}, '\\u0000'), false)"));
        return $"""
            SELECT {string.Join(", ", members)}, {FlagColumns.File}, {FlagColumns.Row},
              CASE WHEN __broken IS NOT NULL THEN __broken WHEN {nul} THEN 'it has a NUL character' END AS {FlagColumns.Bad}
            FROM (SELECT *, from_json({marked}, {SqlLiterals.Text(schema)}, {Options}) AS {Members}, {BrokenSql(line)} AS __broken
              FROM ({records}))
            """;
    }

    private static string Raw(Column column) => $"{Members}.{SparkTypes.Name(column.Name)}";

    private static string Text(string raw) =>
        $"CASE WHEN startswith({raw}, {Mark}) THEN substring({raw}, 2) "
        + $"ELSE regexp_replace({raw}, concat('\"', {Mark}, '([^\"]*+)\"'), '$1') END";

    private static string BrokenSql(string line) => $"""
        CASE WHEN {line} IS NULL THEN 'it has no value' WHEN NOT is_valid_utf8({line}) THEN 'it is not valid UTF-8'
          WHEN flow_read_json({line}) IS NULL OR {line} RLIKE {SqlLiterals.Text(HalfPair)} THEN 'it is not valid JSON'
          WHEN NOT {line} RLIKE '^[ \\t\\r\\n]*+[{"{"}]' THEN 'it is not a JSON object'
          WHEN contains({line}, {Mark}) OR contains(lower({line}), '\\ufdd0') THEN 'it has the noncharacter U+FDD0' END
        """;
}
