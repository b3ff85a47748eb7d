using System.Globalization;
using DuckDB.NET.Data;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.BadInput;

/// <summary>Parquet files of tests, written and read by the engine itself.</summary>
internal static class ParquetFile
{
    public static byte[] Write(string query)
    {
        using TemporaryFolder folder = new();
        Execute($"copy ({query}) to '{folder["made.parquet"]}' (format parquet)");
        return File.ReadAllBytes(folder["made.parquet"]);
    }

    /// <summary>The rows as CSV text, in stored order, for comparison with what is expected.</summary>
    public static string ReadAsCsv(string path)
    {
        using TemporaryFolder folder = new();
        Execute($"copy (select * from '{path}') to '{folder["read.csv"]}' (format csv, header)");
        return File.ReadAllText(folder["read.csv"]);
    }

    private static void Execute(string sql)
    {
        using DuckDBConnection connection = new("Data Source=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"set timezone = 'UTC'; {sql}");
        command.ExecuteNonQuery();
    }
}
