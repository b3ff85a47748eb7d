using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>A scan over text files: the declared columns as raw text, then <c>__file</c>, <c>__row</c> and <c>__bad</c>.</summary>
internal abstract class TextScan(string source, ImmutableArray<Column> columns, ImmutableArray<DataFile> files) : TableScan
{
    private long _rows = -1;
    private long _bytesRead;

    public string Source => source;

    public ImmutableArray<Column> Declared => columns;

    public ImmutableArray<DataFile> Files => files;

    public int FileColumn => columns.Length;

    public int RowColumn => columns.Length + 1;

    public int BadColumn => columns.Length + 2;

    public override ImmutableArray<ScanColumn> Columns { get; } =
    [
        .. columns.Select(c => new ScanColumn(c.Name)),
        new(FlagColumns.File), new(FlagColumns.Row, IsNumber: true), new(FlagColumns.Bad),
    ];

    /// <summary>Records of the last scan that went to the end; null when none did.</summary>
    public long? Rows => Interlocked.Read(ref _rows) is >= 0 and var rows ? rows : null;

    public long BytesRead => Interlocked.Read(ref _bytesRead);

    public void Finished(long rows) => Interlocked.Exchange(ref _rows, rows);

    public void Advanced(long bytes) => Interlocked.Exchange(ref _bytesRead, bytes);
}
