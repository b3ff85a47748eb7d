using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>A source's text files as a relation: the declared columns as raw text, then <c>__file</c>, <c>__row</c> and
/// <c>__bad</c>.</summary>
internal sealed class TextScan(TextSource source, ImmutableArray<DataFile> files) : TableScan
{
    private readonly ImmutableArray<Column> _declared = source.Columns;
    private long _rows = -1;
    private long _bytesRead;

    public ImmutableArray<DataFile> Files => files;

    public int FileColumn => _declared.Length;

    public int RowColumn => _declared.Length + 1;

    public int BadColumn => _declared.Length + 2;

    public override ImmutableArray<ScanColumn> Columns { get; } =
    [
        .. source.Columns.Select(c => new ScanColumn(c.Name)),
        new(FlagColumns.File), new(FlagColumns.Row, IsNumber: true), new(FlagColumns.Bad),
    ];

    /// <summary>Records of the last scan that went to the end; null when none did.</summary>
    public long? Rows => Interlocked.Read(ref _rows) is >= 0 and var rows ? rows : null;

    public long BytesRead => Interlocked.Read(ref _bytesRead);

    public override ScanCursor Open(ImmutableArray<int> projection) => new TextCursor(this, projection);

    /// <summary>Opens a file for a pass that reads the columns of <paramref name="projection"/>.</summary>
    public TextRecords Records(DataFile file, ImmutableArray<int> projection) => source.Records(
        file,
        [.. from output in Enumerable.Range(0, projection.Length)
            where projection[output] >= 0 && projection[output] < _declared.Length
            select new ColumnOutput(projection[output], output)]);

    public void Finished(long rows) => Interlocked.Exchange(ref _rows, rows);

    public void Advanced(long bytes) => Interlocked.Exchange(ref _bytesRead, bytes);
}
