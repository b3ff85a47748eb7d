using System.Globalization;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>Values of PostgreSQL that FlowLang's types do not have: refused, never coerced.</summary>
internal static class SourceValues
{
    public static FlowException Null(Column column, long row) =>
        Refused(column.Name, $"row {Text(row)} has null", "the program says that it is never null");

    public static FlowException Nulls(string column, long rows) =>
        Refused(column, rows == 1 ? "1 row has null" : $"{Text(rows)} rows have null", "the program says that it is never null");

    public static FlowException NotFinite(string column, string value) => Refused(column, $"it holds {value}", "decimals are finite");

    public static FlowException TooWide(string column, ColumnType type) =>
        Refused(column, "it holds a number that does not fit", $"the program has {type}");

    public static FlowException OutOfYears(string column, long value) => Refused(
        column,
        value is long.MaxValue or long.MinValue or int.MaxValue or int.MinValue
            ? "it holds infinity"
            : "it holds a date outside of the years 0001 to 9999",
        "dates and times are between the years 0001 and 9999");

    public static FlowException Dimensions(string column, int dimensions) =>
        Refused(column, $"it holds an array of {Text(dimensions)} dimensions", "arrays have one");

    private static FlowException Refused(string column, string what, string why) => new(new FlowError(
        "RT6015", $"column `{column}` cannot be read: {what}", why, "cast or filter such values in a query source"));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
