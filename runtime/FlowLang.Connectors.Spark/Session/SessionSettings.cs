using System.Collections.Immutable;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// What each session sets before anything else, so that SQL means the same on every cluster, whatever its administrator's defaults are.
/// </summary>
internal static class SessionSettings
{
    public static ImmutableArray<KeyValuePair<string, string>> All { get; } =
    [
        // Overflow, bad casts and division by zero are errors, never wrapped numbers or nulls.
        new("spark.sql.ansi.enabled", "true"),
        new("spark.sql.storeAssignmentPolicy", "ANSI"),
        new("spark.sql.decimalOperations.allowPrecisionLoss", "true"),
        new("spark.sql.mapKeyDedupPolicy", "EXCEPTION"),

        // `instant` is TIMESTAMP, `datetime` is TIMESTAMP_NTZ, both in microseconds, also in the years before 1582.
        new("spark.sql.session.timeZone", "UTC"),
        new("spark.sql.timestampType", "TIMESTAMP_LTZ"),
        new("spark.sql.legacy.timeParserPolicy", "CORRECTED"),
        new("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS"),
        new("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED"),
        new("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED"),
        new("spark.sql.parquet.int96RebaseModeInRead", "CORRECTED"),
        new("spark.sql.parquet.int96RebaseModeInWrite", "CORRECTED"),

        // Names and texts are what is written: no `${…}` replaced, no regular expression taken for a name.
        new("spark.sql.caseSensitive", "true"),
        new("spark.sql.variable.substitute", "false"),
        new("spark.sql.parser.escapedStringLiterals", "false"),
        new("spark.sql.parser.quotedRegexColumnNames", "false"),
        new("spark.sql.ansi.doubleQuotedIdentifiers", "false"),
        new("spark.sql.ansi.enforceReservedKeywords", "false"),
        new("spark.sql.jsonGenerator.ignoreNullFields", "false"),

        // The forms of results that this client reads.
        new("spark.sql.execution.arrow.useLargeVarTypes", "false"),
        new("spark.sql.execution.arrow.compression.codec", "none"),
    ];
}
