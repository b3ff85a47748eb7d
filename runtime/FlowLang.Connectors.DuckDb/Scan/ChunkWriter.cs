namespace FlowLang.Connectors.DuckDb;

/// <summary>The chunk that a scan fills: one writer a column of the projection. Valid during one <see cref="ScanCursor.Fill"/>.</summary>
public sealed class ChunkWriter
{
    /// <summary>Rows a chunk holds at most: DuckDB's vector size.</summary>
    public const int Capacity = 2048;

    private readonly ColumnWriter[] _columns;

    internal ChunkWriter(int columns) => _columns = new ColumnWriter[columns];

    public int ColumnCount => _columns.Length;

    public ref ColumnWriter this[int column] => ref _columns[column];

    internal void Attach(nint chunk)
    {
        for (int i = 0; i < _columns.Length; i++)
        {
            _columns[i] = new ColumnWriter(NativeScan.Vector(chunk, (ulong)i));
        }
    }
}
