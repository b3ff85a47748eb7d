using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;

namespace FlowLang.Driver.Locking;

/// <summary>
/// Finds the types of columns that arrive as text (CSV, JSON lines) from the values themselves, by the spellings that the language's casts
/// take; dates and times by the source's own formats where it has some. A column is nullable where a value is missing; numbers with
/// leading zeros stay text, since they are codes.
/// </summary>
internal static class TextInference
{
    /// <summary>Rows that are looked at.</summary>
    private const int Sample = 1_000_000;

    private const int Aggregates = 11;

    private const string Integer = "[+-]?(0|[1-9][0-9]*)";
    private const string Decimal = @"[+-]?(0|[1-9][0-9]*)(\.[0-9]+)?";
    private const string Float = @"[+-]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?";
    private const string Date = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    private const string Clock = @"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?";
    private const string Offset = "(Z|[+-][0-9]{2}:?[0-9]{2})";
    private const string Uuid = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    public static async Task<RowType> InferAsync(
        DuckDbSession duck, string relation, IReadOnlyList<string> columns, DateFormats formats, CancellationToken cancel)
    {
        string aggregates = string.Join(",\n", columns.Select(name => Column(Sql.Name(name), formats)));
        string sql = $"SELECT {aggregates}\nFROM (SELECT * FROM {Sql.Name(relation)} LIMIT {Sample})";
        ImmutableArray<object?> found = (await duck.RowsAsync(sql, "the search for column types", cancel))[0];
        return new RowType([.. columns.Select((name, i) => new RowField(name, Type(found.AsSpan(i * Aggregates, Aggregates))))]);
    }

    private static string Column(string c, DateFormats formats) => $"""
        count(*) FILTER ({c} IS NULL) > 0 OR count(*) = 0,
        count({c}),
        bool_and(regexp_full_match({c}, '{Integer}') AND TRY_CAST({c} AS BIGINT) IS NOT NULL),
        bool_and(regexp_full_match({c}, '{Decimal}')),
        max(length(ltrim(split_part({c}, '.', 1), '+-'))),
        max(length(split_part({c}, '.', 2))),
        bool_and(regexp_full_match({c}, '{Float}')),
        bool_and(lower({c}) IN ('true', 'false')),
        bool_and({Fits(c, DateType.Instance, formats) ?? $"regexp_full_match({c}, '{Date}') AND TRY_CAST({c} AS DATE) IS NOT NULL"}),
        bool_and({Fits(c, DateTimeType.Instance, formats)
            ?? $"regexp_full_match({c}, '{Date}[T ]{Clock}') AND TRY_CAST({c} AS TIMESTAMP) IS NOT NULL"}),
        CASE WHEN {(formats.Times is null ? "true" : "false")}
                  AND bool_and(regexp_full_match({c}, '{Date}[T ]{Clock}{Offset}')) THEN 'instant'
             WHEN bool_and(regexp_full_match({c}, '{Uuid}')) THEN 'uuid' ELSE '' END
        """;

    // Null where the source has no format for the type.
    private static string? Fits(string c, FlowType type, DateFormats formats) => formats.For(type) is { } format
        ? $"CASE WHEN {c} IS NOT NULL THEN {DateFormats.Read(type, format, c)} IS NOT NULL END"
        : null;

    private static TypeRef Type(ReadOnlySpan<object?> found) =>
        new(Long(found[1]) == 0 ? TextType.Instance : Core(found), found[0] is true);

    private static FlowType Core(ReadOnlySpan<object?> found) => found switch
    {
        // First, since a format of digits only fits integers as well.
        [_, _, _, _, _, _, _, _, true, ..] => DateType.Instance,
        [_, _, _, _, _, _, _, _, _, true, _] => DateTimeType.Instance,
        [_, _, true, ..] => IntegerType.Int64,
        [_, _, _, true, var whole, var scale, ..] when Long(whole) + Long(scale) <= DecimalType.MaxPrecision =>
            Number(Long(whole), Long(scale)),
        [_, _, _, _, _, _, true, ..] => FloatType.Float64,
        [_, _, _, _, _, _, _, true, ..] => BoolType.Instance,
        [.., "instant"] => InstantType.Instance,
        [.., "uuid"] => UuidType.Instance,
        _ => TextType.Instance,
    };

    /// <summary>Room for larger values than the sample's, at no cost: 18 digits are one machine word.</summary>
    private static DecimalType Number(long whole, long scale)
    {
        const int Word = 18;
        return new DecimalType(whole + scale <= Word ? Word : DecimalType.MaxPrecision, (int)scale);
    }

    private static long Long(object? value) => value is null ? 0 : Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
