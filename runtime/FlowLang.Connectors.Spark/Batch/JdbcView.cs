using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// A table or query of PostgreSQL that Spark's tasks read by JDBC: by ranges of a whole-number key in parallel, all in the snapshot that
/// this process holds open. Dates and times travel as numbers, which no calendar or zone of a driver changes.
/// </summary>
internal sealed class JdbcView(SparkBatch spark, PostgresSource source)
{
    private const int Partitions = 8;
    private const long SmallTable = 100_000;
    private const string FetchSize = "10000";
    private const string Isolation = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

    public async Task<SourceRows> DefineAsync(string relation, CancellationToken cancel)
    {
        JdbcSnapshot snapshot = await JdbcSnapshot.OpenAsync(source, spark.Run, KeyOf(source.Columns)?.Name, cancel);
        string view = spark.FreshName(relation);
        string list = string.Join(", ", source.Columns.Select(Sent));
        SparkSource read = new("jdbc")
        {
            Title = $"reading {source.Name}",
            Options = JdbcOptions.Of(snapshot.Target)
                .Add("dbtable", $"(SELECT {list} FROM {snapshot.From}) AS flow_source")
                .Add("fetchsize", FetchSize)
                .Add("sessionInitStatement", $"{Isolation}; SET TRANSACTION SNAPSHOT '{snapshot.Id}'"),
            SecretOptions = JdbcOptions.Secrets(snapshot.Target),
            Predicates = Ranges(snapshot),
        };
        await spark.Session.CreateViewAsync(view, read, cancel);
        string received = string.Join(", ", source.Columns.Select(Received));
        await spark.DefineAsync(relation, $"SELECT {received} FROM {SparkTypes.Name(view)}", source.Name, cancel);
        return new SourceRows(source.Name, snapshot.Rows, null, 0);
    }

    private static Column? KeyOf(ImmutableArray<Column> columns) =>
        columns.FirstOrDefault(c => c is { IsKey: true, Nullable: false } && IsWhole(c.Type));

    private static bool IsWhole(ColumnType type) => type.Kind is ColumnKind.Int16 or ColumnKind.Int32 or ColumnKind.Int64;

    private ImmutableArray<string> Ranges(JdbcSnapshot snapshot)
    {
        if (KeyOf(source.Columns) is not { } key || snapshot is not { Rows: > SmallTable, Low: { } low, High: { } high } || low >= high)
        {
            return [];
        }

        string name = $"\"{key.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        Int128 width = (((Int128)high - low) / Partitions) + 1;
        return
        [
            .. Enumerable.Range(0, Partitions).Select(i => string.Create(
                CultureInfo.InvariantCulture,
                $"{name} >= {low + (width * i)} AND {name} < {low + (width * (i + 1))}")),
        ];
    }

    private static string Sent(Column column)
    {
        string name = $"\"{column.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        string value = column.Type.Kind switch
        {
            ColumnKind.Date => $"({name} - DATE '1970-01-01')",
            ColumnKind.Time or ColumnKind.Instant or ColumnKind.DateTime => $"(extract(epoch FROM {name}) * 1000000)::bigint",
            ColumnKind.Uuid or ColumnKind.Json => $"{name}::text",
            _ => name,
        };
        return $"{value} AS {name}";
    }

    private static string Received(Column column)
    {
        string name = SparkTypes.Name(column.Name);
        string value = column.Type.Kind switch
        {
            ColumnKind.Date => $"date_from_unix_date({name})",
            ColumnKind.Instant => $"timestamp_micros({name})",
            ColumnKind.DateTime => $"CAST(timestamp_micros({name}) AS TIMESTAMP_NTZ)",
            _ => $"CAST({name} AS {SparkTypes.Ddl(column.Type)})",
        };
        return $"{value} AS {name}";
    }
}
