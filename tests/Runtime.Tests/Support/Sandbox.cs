using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Runtime.Tests;

/// <summary>A folder of a test's own, a files connection on it, and runs that use it.</summary>
internal sealed class Sandbox : IDisposable
{
    public Sandbox()
    {
        Folder = Directory.CreateTempSubdirectory("flow-test-").FullName;
        Settings = new ProgramSettings { Parameters = ImmutableSortedDictionary<string, string>.Empty, DataDirectory = Folder };
    }

    public string Folder { get; }

    public ProgramSettings Settings { get; init; }

    public FilesConnection Lake => new("lake", "", Settings);

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        string path = Path(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path) ?? Folder);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public static byte[] Gzip(string text)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return stream.ToArray();
    }

    public static byte[] Zstd(string text)
    {
        using var compressor = new ZstdSharp.Compressor();
        return compressor.Wrap(Encoding.UTF8.GetBytes(text)).ToArray();
    }

    public BatchRun Run(RunInterval? interval = null, RunLog? log = null, bool dryRun = false, string pipeline = "load") => new()
    {
        Id = BatchRun.NewId(TimeProvider.System),
        Pipeline = new PipelineDefinition(pipeline, "main.flow", 1),
        ProgramName = "test",
        SourceHash = "0",
        Settings = Settings,
        StartedAt = new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Interval = interval,
        DryRun = dryRun,
        Log = log ?? RunLog.Silent,
    };

    /// <summary>Reads a source and gives the rows of a query over it, whose relation is <c>r</c>.</summary>
    public async Task<string> QueryAsync(BatchSource source, string sql, RunInterval? interval = null)
    {
        await using BatchRun run = Run(interval);
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        await duck.ReadAsync(source, "r", default);
        return Text(await duck.RowsAsync(sql, "test", default));
    }

    /// <summary>The rows of a query over files.</summary>
    public async Task<string> SqlAsync(string sql)
    {
        await using BatchRun run = Run();
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        return Text(await duck.RowsAsync(sql, "test", default));
    }

    public async Task<FlowError> FailAsync(BatchSource source, string sql = "SELECT count(*) FROM r", RunInterval? interval = null) =>
        (await Assert.ThrowsAsync<FlowException>(() => QueryAsync(source, sql, interval))).Error;

    /// <summary>One write of a query to a sink, committed unless <paramref name="commit"/> is false.</summary>
    public async Task<WriteReport> WriteAsync(
        string sql, ImmutableArray<Column> columns, BatchSink sink, RunInterval? interval = null, bool commit = true,
        ImmutableArray<FailureSite> sites = default, BatchSink? rejects = null)
    {
        await using BatchRun run = Run(interval);
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        await duck.WriteAsync(
            new WriteRequest("t") { Sql = sql, Columns = columns, Sink = sink, Sites = sites.IsDefault ? [] : sites, Rejects = rejects },
                default);
        if (commit)
        {
            await run.CommitAsync(default);
        }

        return run.Report.Writes[0];
    }

    public static string Text(ImmutableArray<ImmutableArray<object?>> rows) =>
        string.Join('\n', rows.Select(r => string.Join('|', r.Select(Cell))));

    public static ImmutableArray<Column> Columns(params string[] names) =>
        [.. names.Select(n => new Column(n, ColumnType.Text, Nullable: true))];

    /// <summary>All names in the folder, hidden ones too.</summary>
    public IReadOnlyList<string> Entries(string folder = "") =>
        [.. Directory.EnumerateFileSystemEntries(Path(folder), "*", new EnumerationOptions { AttributesToSkip = default }).Select(e =>
            System.IO.Path.GetFileName(e)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Cell(object? value) => value is null
        ? "null"
        : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
