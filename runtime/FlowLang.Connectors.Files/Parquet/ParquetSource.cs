using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>Parquet files, read by the engine; columns are cast to the declared types where that only widens.</summary>
public sealed class ParquetSource(FilesConnection connection, string path, ImmutableArray<Column> columns) : BatchSource
{
    private const string Expected = "Parquet";

    public override string Name => $"{connection.Name}.parquet(\"{path}\")";

    public override ImmutableArray<Column> Columns => columns;

    public override async Task<SourceRead> OpenAsync(DuckDbSession duck, string relation, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(duck);
        ImmutableArray<DataFile> files = connection.Match(path, duck.Run.Interval, Name);
        var selects = new List<(string Select, List<string> Files)>();
        long rows = 0;
        foreach (DataFile file in files)
        {
            ImmutableArray<LiveColumn> live = await DescribeAsync(duck, file, cancel);
            string select = ParquetColumns.Select(columns, live, Name, file.Name);
            rows += await RowsAsync(duck, file, cancel);
            if (selects.Count == 0 || selects[^1].Select != select)
            {
                selects.Add((select, []));
            }

            selects[^1].Files.Add(file.Path);
        }

        string sql = string.Join(" UNION ALL ", selects.Select(s => Relation(s.Select, s.Files)));
        await duck.ExecuteAsync($"CREATE OR REPLACE TEMP VIEW {Sql.Name(relation)} AS {sql}", Name, cancel);
        return new ParquetRead(rows, files);
    }

    /// <summary>The files of a run, each of which begins and ends as Parquet does.</summary>
    internal ImmutableArray<DataFile> Match(BatchRun run)
    {
        ImmutableArray<DataFile> files = connection.Match(path, run.Interval, Name);
        files.ToList().ForEach(CheckEnds);
        return files;
    }

    /// <summary>Where the files of a run are looked for: the root, and the path below it.</summary>
    internal FilePlace PlaceOf(BatchRun run) => connection.PlaceOf(path, run.Interval, Name);

    public override Task<ImmutableArray<LiveColumn>> DescribeAsync(DuckDbSession duck, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(duck);
        return DescribeAsync(duck, connection.Match(path, duck.Run.Interval, Name)[^1], cancel);
    }

    private string Relation(string columns, IEnumerable<string> files)
    {
        string file = NeedsOrigin ? $"substr(__filename, {connection.Root.TrimEnd('/').Length + 2})" : "NULL::VARCHAR";
        string row = NeedsOrigin ? "file_row_number + 1" : "NULL::BIGINT";
        string origin = NeedsOrigin ? "filename = '__filename', file_row_number = true, " : "";
        return $"SELECT {columns}, {file} AS {FlagColumns.File}, {row} AS {FlagColumns.Row}, NULL::VARCHAR AS {FlagColumns.Bad} "
            + $"FROM read_parquet([{string.Join(", ", files.Select(Sql.Text))}], {origin}hive_partitioning = false)";
    }

    private async Task<ImmutableArray<LiveColumn>> DescribeAsync(DuckDbSession duck, DataFile file, CancellationToken cancel)
    {
        CheckEnds(file);
        try
        {
            return await duck.DescribeAsync(
                $"SELECT * FROM read_parquet({Sql.Text(file.Path)}, hive_partitioning = false)", cancel);
        }
        catch (FlowException e) when (e.InnerException is not null)
        {
            throw FileErrors.Truncated(Name, file.Name, e.Error.Why ?? "its footer can't be read");
        }
    }

    private static async Task<long> RowsAsync(DuckDbSession duck, DataFile file, CancellationToken cancel)
    {
        var rows = await duck.RowsAsync($"SELECT num_rows FROM parquet_file_metadata({Sql.Text(file.Path)})", file.Name, cancel);
        return Convert.ToInt64(rows[0][0], System.Globalization.CultureInfo.InvariantCulture);
    }

    // A Parquet file begins and ends with PAR1, so a cut-off one is told without reading it.
    private void CheckEnds(DataFile file)
    {
        using FileStream stream = OpenFile(file);
        Span<byte> head = stackalloc byte[64];
        int read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        FileProbe.CheckStored(Name, file, head[..read], Expected);
        if (!head[..read].StartsWith("PAR1"u8))
        {
            FileProbe.CheckText(Name, file, head[..read], Expected);
            throw FileErrors.WrongContent(Name, file.Name, "something else", Expected);
        }

        Span<byte> tail = stackalloc byte[4];
        stream.Position = Math.Max(0, file.Length - 4);
        if (file.Length < 12 || stream.ReadAtLeast(tail, 4, throwOnEndOfStream: false) < 4 || !tail.SequenceEqual("PAR1"u8))
        {
            throw FileErrors.Truncated(Name, file.Name, "a Parquet file ends with the bytes PAR1; this one does not");
        }
    }

    private FileStream OpenFile(DataFile file)
    {
        try
        {
            return File.OpenRead(file.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.CannotRead(Name, file.Name, e.Message);
        }
    }

    private sealed class ParquetRead(long rows, ImmutableArray<DataFile> files) : SourceRead
    {
        public override long? Rows => rows;

        public override long? Bytes { get; } = files.Sum(f => f.Length);

        public override int Files => files.Length;
    }
}
