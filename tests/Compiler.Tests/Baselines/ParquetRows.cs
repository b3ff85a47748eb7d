using DuckDB.NET.Data;

namespace FlowLang.Compiler.Tests.Baselines;

/// <summary>Parquet files, written from queries and read as CSV by the engine itself: none of them lies in the repository.</summary>
internal static class ParquetRows
{
    public static void Write(string query, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "");
        Execute($"COPY ({query}) TO '{path}' (FORMAT parquet)");
    }

    public static string[] ReadAsCsv(string path)
    {
        Execute($"COPY (SELECT * FROM read_parquet('{path}')) TO '{path}.csv' (FORMAT csv, HEADER)");
        return File.ReadAllLines(path + ".csv");
    }

    private static void Execute(string sql)
    {
        using DuckDBConnection connection = new("Data Source=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = "SET timezone = 'UTC'; " + sql;
        command.ExecuteNonQuery();
    }
}
