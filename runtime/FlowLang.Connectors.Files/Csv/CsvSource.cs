using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>CSV files.</summary>
public sealed class CsvSource(FilesConnection connection, string path, ImmutableArray<Column> columns, CsvOptions options)
    : TextSource(connection, "csv", path, columns, options.Format)
{
    internal override TextRecords Records(DataFile file, ImmutableArray<ColumnOutput> outputs)
    {
        CsvRecordReader reader = Open(file);
        CsvLayout layout = ReadHeader(reader);
        return new CsvRecords(
            reader, options, layout.FieldCount, [.. outputs.Select(o => o.Output)],
            [.. outputs.Select(o => layout.Positions[o.Declared])]);
    }

    internal CsvOptions Options => options;

    internal override void Check(DataFile file) => LayoutOf(file);

    internal CsvLayout LayoutOf(DataFile file)
    {
        using CsvRecordReader reader = Open(file);
        return ReadHeader(reader);
    }

    internal override ImmutableArray<LiveColumn> Describe(DataFile file)
    {
        using CsvRecordReader reader = Open(file);
        if (!reader.Read())
        {
            throw FileErrors.Empty(Name, file.Name);
        }

        ImmutableArray<string> names = options.Header
            ? CsvHeader.Read(reader).Names
            : [.. Enumerable.Range(1, reader.FieldCount).Select(i => $"column{i}")];
        return [.. names.Select(n => new LiveColumn(n, null, "text"))];
    }

    // Takes the header off a file (if it has one) and finds the declared columns in it.
    private CsvLayout ReadHeader(CsvRecordReader reader)
    {
        if (!options.Header)
        {
            return new CsvLayout([.. Enumerable.Range(0, Columns.Length)], Columns.Length);
        }

        DataFile file = reader.Buffer.Stream.File;
        if (!reader.Read())
        {
            throw FileErrors.Empty(Name, file.Name);
        }

        if (reader.Bad is { } bad)
        {
            throw FileErrors.Schema(Name, file.Name, $"its header can't be read: {bad}");
        }

        CsvHeader header = CsvHeader.Read(reader);
        return new CsvLayout(header.Positions(Columns, Name, file.Name), header.Names.Length);
    }

    private CsvRecordReader Open(DataFile file) => new(Open(file, "CSV"), options, Name);
}
