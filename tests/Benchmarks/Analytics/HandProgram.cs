using System.Collections.Immutable;
using DuckDB.NET.Data;
using FlowLang.Connectors.DuckDb;

namespace FlowLang.Benchmarks.Analytics;

/// <summary>
/// What a person has who writes a program around SQL: the same .NET and DuckDB, a connection a query, the result copied to a Parquet file.
/// It runs as a process of its own beside the executable that flowc builds.
/// </summary>
internal static class HandProgram
{
    /// <summary>The argument by which this program plays it.</summary>
    public const string Name = "analytics-by-hand";

    public static async Task<int> RunAsync(string folder, string[] queries)
    {
        Directory.CreateDirectory(Path.Combine(folder, "hand"));
        foreach (string query in queries)
        {
            ImmutableArray<string> statements = Queries.ByHand(query);
            await using var connection = new DuckDBConnection("DataSource=:memory:;memory_limit=512MB");
            await connection.OpenAsync();
            await ExecuteAsync(connection, $"SET temp_directory = '{folder}/hand/spill'; {EngineSettings.Sql}");
            foreach (string table in AnalyticsData.Tables)
            {
                await ExecuteAsync(connection, $"CREATE VIEW {table} AS SELECT * FROM read_parquet('{folder}/{table}.parquet')");
            }

            foreach (string statement in statements[..^1])
            {
                await ExecuteAsync(connection, statement);
            }

            await ExecuteAsync(connection, $"COPY ({statements[^1]}) TO '{folder}/hand/{query}.parquet' (FORMAT parquet)");
        }

        return 0;
    }

    private static async Task ExecuteAsync(DuckDBConnection connection, string sql)
    {
        await using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
