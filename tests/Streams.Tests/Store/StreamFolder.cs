using DuckDB.NET.Data;
using FlowLang.Connectors.Files;
using FlowLang.Tests.Streams.Support;
using Microsoft.Data.Sqlite;

namespace FlowLang.Streams.Tests.Store;

/// <summary>The root of a connection of files, which a stream of pipeline `counts` writes to.</summary>
internal sealed class StreamFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("flow-files").FullName;

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public FilesConnection Connection(string name = "lake") => new(name, Root, StreamRuns.Run().Settings);

    public static StreamRun Run(string pipeline = "counts")
    {
        StreamRun run = StreamRuns.Run();
        return new StreamRun
        {
            Id = run.Id,
            Pipeline = run.Pipeline with { Name = pipeline },
            ProgramName = run.ProgramName,
            SourceHash = run.SourceHash,
            Settings = run.Settings,
        };
    }

    /// <summary>Where staged rows and the ledger of a pipeline, or of an output beside it, are.</summary>
    public string Hidden(string of = "test.counts") => Path.Combine(Root, ".flow", of);

    /// <summary>Names, hidden ones included.</summary>
    public string Files(string folder = "loads") => string.Join(
        ' ', Directory.GetFiles(Path.Combine(Root, folder)).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));

    public string Ids(string reader = "read_parquet", string folder = "loads") =>
        Text($"SELECT coalesce(string_agg(id, ' ' ORDER BY id), '') FROM {reader}('{Root}/{folder}/part-*')");

    public void Ledger(string sql, string of = "test.counts")
    {
        using SqliteConnection connection = new($"Data Source={Path.Combine(Hidden(of), "ledger.sqlite")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static string Text(string sql)
    {
        using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"SET TimeZone = 'UTC'; {sql}";
        return $"{command.ExecuteScalar()}";
    }
}
