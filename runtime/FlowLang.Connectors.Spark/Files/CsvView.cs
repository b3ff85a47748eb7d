using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// CSV in Spark SQL by the rules of <see cref="CsvRecordReader"/>: a quote counts at a field's start only. Fields are found by possessive
/// patterns, which take no stack and never go back; each begins with a delimiter, the first with one put before it.
/// </summary>
internal sealed class CsvView(SparkBatch spark, CsvSource source) : TextView(spark, source)
{
    private readonly CsvOptions _options = source.Options;

    protected override string IsBlank => $"{Line} = ''";

    protected override string RecordsSql(DataFile file, string lines)
    {
        CsvLayout layout = source.LayoutOf(file);
        string places = string.Join(", ", layout.Positions.Select(p => (p + 1).ToString(CultureInfo.InvariantCulture)));
        int header = _options.Header ? 1 : 0;
        return $"""
            SELECT {Line}, {FlagColumns.Row} - {header}L AS {FlagColumns.Row}, __fields, {IsOpenSql} AS {IsOpen},
              {layout.FieldCount} AS __expected, array({places}) AS __places
            FROM (
              SELECT *, regexp_extract_all({Delimiter} || {Line}, {Pattern(Field)}, 0) AS __fields FROM (
            {lines}
              ) WHERE {FlagColumns.Row} > {header}
            )
            """;
    }

    protected override string RowsSql(string records)
    {
        IEnumerable<string> columns = Columns.Select((c, i) =>
            $"{CellOf($"try_element_at(__fields, __places[{i.ToString(CultureInfo.InvariantCulture)}])")} AS {SparkTypes.Name(c.Name)}");
        return $"""
            SELECT {string.Join(", ", columns)}, {FlagColumns.File}, {FlagColumns.Row}, {FlagColumns.Bad}
            FROM (SELECT *, {BadSql} AS {FlagColumns.Bad} FROM ({records}))
            """;
    }

    private string Delimiter => SqlLiterals.Text(_options.Delimiter.ToString());

    private string QuoteText => SqlLiterals.Text($"{_options.Quote}");

    private string D => Escape(_options.Delimiter);

    private string Q => Escape(_options.Quote ?? '"');

    private string Field => _options.Quote is null ? $"{D}[^{D}]*+" : $"{D}(?:{Q}{Inside}{Q}?)?+[^{D}]*+";

    private string Inside => $"[^{Q}]*+(?:{Q}{Q}[^{Q}]*+)*+";

    private string Closed => Pattern($"^{D}{Q}{Inside}{Q}");

    private string IsOpenSql => _options.Quote is null
        ? "false"
        : $"exists(__fields, f -> {IsQuoted("f")} AND NOT f RLIKE {Closed})";

    // A carriage return before a delimiter is taken for the end of a line, as the embedded engine does.
    private string FollowsSql => _options.Quote is null
        ? "false"
        : $"(exists(__fields, f -> {IsQuoted("f")} AND regexp_replace(f, {Closed}, '') NOT IN ('', '\\r')) "
            + $"OR ({IsQuoted("element_at(__fields, -1)")} AND regexp_replace(element_at(__fields, -1), {Closed}, '') = '\\r'))";

    private string BadSql => $"""
        CASE WHEN {FollowsSql} THEN 'text follows the closing quote of a field'
          WHEN contains({Line}, '\u0000') THEN 'it has a NUL character'
          WHEN NOT is_valid_utf8({Line}) THEN 'it is not valid UTF-8 (the source\'s option `encoding` names another)'
          WHEN size(__fields) <> __expected THEN 'it has ' || size(__fields) || ' fields where ' || __expected || ' are expected' END
        """;

    private string IsQuoted(string field) => $"startswith({field}, {SqlLiterals.Text($"{_options.Delimiter}{_options.Quote}")})";

    // A reject shows a NUL as what can be stored.
    private string CellOf(string field)
    {
        string plain = $"CASE WHEN substring({field}, 2) <> {SqlLiterals.Text(_options.Null)} THEN substring({field}, 2) END";
        string text = _options.Quote is null
            ? plain
            : $"CASE WHEN {IsQuoted(field)} THEN replace(regexp_extract({field}, {Pattern($"^{D}{Q}({Inside})")}, 1), "
                + $"{QuoteText} || {QuoteText}, {QuoteText}) ELSE {plain} END";
        return $"CASE WHEN {FlagColumns.Bad} IS NULL THEN {text} ELSE replace({text}, '\\u0000', '\\uFFFD') END";
    }

    private static string Pattern(string pattern) => SqlLiterals.Text(pattern);

    private static string Escape(char c) => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}");
}
