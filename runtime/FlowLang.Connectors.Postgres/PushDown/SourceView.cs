using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>A source as a relation of the transaction: a view with the program's types, after its rows were counted and tested.</summary>
internal sealed class SourceView(PostgresSession session, PostgresSource source, ImmutableArray<LiveColumn> live)
{
    private const string First = "0001-01-01";
    private const string AfterLast = "10000-01-01";

    /// <summary>Texts are compared by code point whatever the column's collation; documents are jsonb.</summary>
    public Task CreateAsync(string relation, CancellationToken cancel) => session.ExecuteAsync(
        $"CREATE TEMP VIEW {Sql.Name(relation)} AS SELECT {string.Join(", ", source.Columns.Select(Selected))} FROM {source.From}", cancel);

    /// <summary>The rows of the source. What its columns may hold and the program's types may not ends the run, as with the embedded engine.</summary>
    public async Task<long> CountAsync(CancellationToken cancel)
    {
        List<(string Sql, Func<long, FlowException> Refused)> tests = [.. source.Columns.SelectMany(Tests)];
        IEnumerable<string> counts = tests.Select(t => $"count(*) FILTER (WHERE {t.Sql})").Prepend("count(*)");
        var rows = await session.RowsAsync($"SELECT {string.Join(", ", counts)} FROM {source.From}", cancel);
        for (int i = 0; i < tests.Count; i++)
        {
            if (Number(rows[0][i + 1]) is > 0 and var bad)
            {
                throw tests[i].Refused(bad);
            }
        }

        return Number(rows[0][0]);
    }

    private static string Selected(Column column)
    {
        string name = Sql.Name(column.Name);
        return column.Type.Kind switch
        {
            ColumnKind.Text => $"CAST({name} AS text) COLLATE \"C\" AS {name}",
            ColumnKind.Json or ColumnKind.Struct or ColumnKind.Map or ColumnKind.List =>
                $"CAST({name} AS {PostgresTypes.Name(column.Type)}) AS {name}",
            _ => name,
        };
    }

    private IEnumerable<(string, Func<long, FlowException>)> Tests(Column column)
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
                    $"{name} < {type} '{First}{zone}' OR {name} >= {type} '{AfterLast}{zone}'", _ => SourceValues.OutOfYears(column.Name, 0));
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
