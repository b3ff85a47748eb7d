using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using FlowLang.Conformance.Tests.Engine;

namespace FlowLang.Conformance.Tests.Random;

/// <summary>Rows of the source: few different values, the hostile ones among them, so that keys repeat and nulls meet.</summary>
internal static class RandomRows
{
    private static readonly (string Name, string Type, ColumnKind Kind, string[] Values)[] s_columns =
    [
        ("i", "int32", ColumnKind.Int, ["0", "1", "7", "-1", "2147483647", "-2147483648", "100"]),
        ("j", "int64?", ColumnKind.Int, ["null", "0", "9223372036854775807", "-9223372036854775808", "7", "-3"]),
        ("s", "int16", ColumnKind.Int, ["0", "32767", "-32768", "1"]),
        ("d", "decimal(12, 2)", ColumnKind.Decimal, ["0.00", "0.01", "-0.01", "9999999999.99", "12.50", "-7.25"]),
        ("e", "decimal(20, 6)?", ColumnKind.Decimal, ["null", "0.000001", "99999999999999.999999", "-1.500000", "2.345000"]),
        ("f", "float64?", ColumnKind.Float, ["null", "0", "0.5", "-1.25", "1024", "-0"]),
        ("t", "text", ColumnKind.Text, ["''", "'a'", "'Zone 7'", "'é'", "'😀x'", "' pad '", "'10'", "'ab'"]),
        ("u", "text?", ColumnKind.Text, ["null", "''", "'Z'", "'z'", "'ß'", "'7'"]),
        ("b", "bool?", ColumnKind.Bool, ["null", "true", "false"]),
        ("day", "date", ColumnKind.Date, ["2024-02-29", "0001-01-01", "9999-12-31", "1970-01-01", "2023-12-31"]),
        ("wall", "datetime", ColumnKind.DateTime,
            ["2024-03-10 02:30:00", "2024-11-03 01:30:00", "1969-12-31 23:59:59.999999", "2024-06-01 12:00:00"]),
        ("at", "instant?", ColumnKind.Instant,
            ["null", "2024-03-31T01:00:00Z", "2024-10-27T00:30:00Z", "1900-01-01T00:00:00Z", "2024-06-01T12:34:56.789Z"]),
    ];

    public static ImmutableList<RandomColumn> Columns { get; } =
        [new("id", ColumnKind.Int), .. s_columns.Select(c => new RandomColumn(c.Name, c.Kind))];

    public static IReadOnlyList<InputColumn> Declared { get; } = [.. s_columns.Select(c => new InputColumn(c.Name, c.Type))];

    /// <summary>Rows of one seed; the first has none, so that empty relations are met.</summary>
    public static Input Of(int seed)
    {
        System.Random random = new(seed);
        int count = seed % 8 == 0 ? 0 : random.Next(1, 30);
        List<IReadOnlyList<string>> rows = [];
        for (int i = 0; i < count; i++)
        {
            rows.Add([.. s_columns.Select(c => c.Values[random.Next(c.Values.Length)])]);
        }

        return new Input(Declared, rows);
    }
}
