using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>CSV files below a connection's root. The relation has raw text; the program's casts turn it into values.</summary>
public sealed class CsvSource(FilesConnection connection, string path, ImmutableArray<Column> columns, CsvOptions options) : BatchSource
{
    internal const string Expected = "CSV";

    public override string Name => $"{connection.Name}.csv(\"{path}\")";

    public override ImmutableArray<Column> Columns => columns;

    public override async Task<SourceRead> OpenAsync(DuckDbSession duck, string relation, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(duck);
        ImmutableArray<DataFile> files = connection.Match(path, duck.Run.Interval, Name);
        foreach (DataFile file in files)
        {
            using CsvRecordReader reader = Open(file);
            ReadHeader(reader, Name, columns, options, out _);
        }

        var scan = new CsvScan(Name, columns, files, options);
        await duck.DefineAsync(relation, scan, cancel);
        return new TextRead(scan);
    }

    public override Task<ImmutableArray<LiveColumn>> DescribeAsync(DuckDbSession duck, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(duck);
        DataFile file = connection.Match(path, duck.Run.Interval, Name)[^1];
        using CsvRecordReader reader = Open(file);
        if (!reader.Read())
        {
            throw FileErrors.Empty(Name, file.Name);
        }

        ImmutableArray<string> names = options.Header
            ? CsvHeader.Read(reader).Names
            : [.. Enumerable.Range(1, reader.FieldCount).Select(i => $"column{i}")];
        return Task.FromResult<ImmutableArray<LiveColumn>>([.. names.Select(n => new LiveColumn(n, null, "text"))]);
    }

    /// <summary>Takes the header off a file (if it has one) and finds the declared columns in it.</summary>
    internal static ImmutableArray<int> ReadHeader(
        CsvRecordReader reader, string source, ImmutableArray<Column> columns, CsvOptions options, out int fieldCount)
    {
        if (!options.Header)
        {
            fieldCount = columns.Length;
            return [.. Enumerable.Range(0, columns.Length)];
        }

        DataFile file = reader.Buffer.Stream.File;
        if (!reader.Read())
        {
            throw FileErrors.Empty(source, file.Name);
        }

        if (reader.Bad is { } bad)
        {
            throw FileErrors.Schema(source, file.Name, $"its header can't be read: {bad}");
        }

        CsvHeader header = CsvHeader.Read(reader);
        fieldCount = header.Names.Length;
        return header.Positions(columns, source, file.Name);
    }

    private CsvRecordReader Open(DataFile file) =>
        new(new RecordBuffer(TextFileStream.Open(Name, file, options.Format, Expected)), options, Name);
}
