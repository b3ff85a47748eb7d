using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>What a source's columns may hold and the program's types may not, as conditions for the server to count by.</summary>
internal static class SourceConditions
{
    private const string First = "0001-01-01";
    private const string AfterLast = "10000-01-01";

    /// <summary>Conditions that no row of the source may meet, each with the error for so many rows that do.</summary>
    /// <param name="columns">Those that are read, by their names at the source.</param>
    /// <param name="live">The columns that the source has.</param>
    public static ImmutableArray<(string Sql, Func<long, FlowException> Refused)> Of(
        ImmutableArray<Column> columns, ImmutableArray<LiveColumn> live) => [.. columns.SelectMany(c => Of(c, live))];

    /// <summary>Counts the rows that meet one of the tests, and throws what is to be said of them; gives the number of all rows.</summary>
    public static async Task<long> RequireAsync(
        PostgresSession session, ImmutableArray<(string Sql, Func<long, FlowException> Refused)> tests, string from,
        CancellationToken cancel)
    {
        IEnumerable<string> counts = tests.Select(t => $"count(*) FILTER (WHERE {t.Sql})").Prepend("count(*)");
        object?[] counted = (await session.RowsAsync($"SELECT {string.Join(", ", counts)} FROM {from}", cancel))[0];
        for (int i = 0; i < tests.Length; i++)
        {
            if (Number(counted[i + 1]) is > 0 and var bad)
            {
                throw tests[i].Refused(bad);
            }
        }

        return Number(counted[0]);
    }

    private static IEnumerable<(string, Func<long, FlowException>)> Of(Column column, ImmutableArray<LiveColumn> live)
    {
        string name = Sql.Name(column.Name);
        if (!column.Nullable && live.FirstOrDefault(l => l.Name == column.Name) is { Nullable: true })
        {
            yield return ($"{name} IS NULL", rows => SourceValues.Nulls(column.Name, rows));
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

    private static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
