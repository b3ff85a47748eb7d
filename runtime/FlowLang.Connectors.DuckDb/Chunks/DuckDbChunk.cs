using DuckDB.NET.Native;

namespace FlowLang.Connectors.DuckDb;

/// <summary>
/// Up to 2,048 rows of a result as column vectors. Of a flagged result only the rows in <see cref="Kept"/> are the sink's; flag columns
/// come after the declared ones and are not its concern.
/// </summary>
public sealed class DuckDbChunk : IDisposable
{
    private readonly DuckDBDataChunk _chunk;
    private readonly int[]? _kept;

    internal DuckDbChunk(DuckDBDataChunk chunk, int[]? kept = null, int keptCount = -1)
    {
        _chunk = chunk;
        _kept = kept;
        RowCount = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk);
        KeptCount = kept is null ? RowCount : keptCount;
    }

    /// <summary>Rows in the vectors, kept or not.</summary>
    public int RowCount { get; }

    /// <summary>Rows for the sink.</summary>
    public int KeptCount { get; }

    /// <summary>True when rows 0 … RowCount-1 are all kept; <see cref="Kept"/> is empty then.</summary>
    public bool AllKept => _kept is null;

    /// <summary>The kept rows' indexes, ascending, unless <see cref="AllKept"/>.</summary>
    public ReadOnlySpan<int> Kept => _kept is null ? [] : _kept.AsSpan(0, KeptCount);

    /// <summary>Column <paramref name="index"/>'s values.</summary>
    public DuckDbVector this[int index] => new(NativeMethods.DataChunks.DuckDBDataChunkGetVector(_chunk, index), RowCount);

    public void Dispose() => _chunk.Dispose();
}
