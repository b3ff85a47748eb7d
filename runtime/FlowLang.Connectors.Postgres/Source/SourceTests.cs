using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>What a source's columns may hold and the program's types may not, as conditions for the server to count by.</summary>
internal static class SourceTests
{
    private const string First = "0001-01-01";
    private const string AfterLast = "10000-01-01";

    /// <summary>Conditions that no row of the source may meet, each with the error for so many rows that do.</summary>
    /// <param name="columns">Those that are read, by their names at the source.</param>
    /// <param name="live">The columns that the source has.</param>
    public static ImmutableArray<(string Sql, Func<long, FlowException> Refused)> Of(
        ImmutableArray<Column> columns, ImmutableArray<LiveColumn> live) => [.. columns.SelectMany(c => Of(c, live))];

    /// <summary>Columns that the program says are never null and that may hold null there.</summary>
    public static IEnumerable<string> NeverNull(ImmutableArray<Column> columns, ImmutableArray<LiveColumn> live) => columns
        .Where(c => !c.Nullable && live.FirstOrDefault(l => l.Name == c.Name) is { Nullable: true })
        .Select(c => Sql.Name(c.Name));

    private static IEnumerable<(string, Func<long, FlowException>)> Of(Column column, ImmutableArray<LiveColumn> live)
    {
        string name = Sql.Name(column.Name);
        foreach (string never in NeverNull([column], live))
        {
            yield return ($"{never} IS NULL", rows => SourceValues.Nulls(column.Name, rows));
        }

        switch (column.Type.Kind)
        {
            case ColumnKind.Date or ColumnKind.DateTime or ColumnKind.Instant:
                string type = PostgresTypes.Name(column.Type);
                string zone = column.Type.Kind == ColumnKind.Instant ? " 00:00+00" : "";
                yield return ($"NOT isfinite({name})", _ => SourceValues.OutOfYears(column.Name, long.MaxValue));
                yield return (
                    $"{name} < {type} '{First}{zone}' OR {name} >= {type} '{AfterLast}{zone}'",
                    _ => SourceValues.OutOfYears(column.Name, 0));
                break;
            case ColumnKind.Time:
                yield return ($"{name} = time '24:00'", _ => SourceValues.OutOfYears(column.Name, 0));
                break;
            case ColumnKind.Decimal:
                yield return ($"{name} = 'NaN'", _ => SourceValues.NotFinite(column.Name, "NaN"));
                break;
            case ColumnKind.List:
                yield return ($"array_ndims({name}) > 1", _ => SourceValues.Dimensions(column.Name, 2));
                break;
        }
    }
}
