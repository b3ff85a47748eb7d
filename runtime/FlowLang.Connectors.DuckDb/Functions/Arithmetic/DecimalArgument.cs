using DuckDB.NET.Native;

namespace FlowLang.Connectors.DuckDb.Functions;

/// <summary>The unscaled integers of a DECIMAL (or integer) vector, whatever stores them.</summary>
internal readonly ref struct DecimalArgument
{
    private readonly DuckDbVector _vector;
    private readonly DuckDBType _storage;

    public DecimalArgument(in FunctionChunk chunk, int index)
    {
        DuckDbType type = chunk.TypeOf(index);
        _vector = chunk.Argument(index);
        _storage = type.Storage;
        Scale = type.Scale;
    }

    public int Scale { get; }

    public Int128 this[int row] => _storage switch
    {
        DuckDBType.SmallInt => _vector.Values<short>()[row],
        DuckDBType.Integer => _vector.Values<int>()[row],
        DuckDBType.BigInt => _vector.Values<long>()[row],
        DuckDBType.HugeInt => _vector.Values<Int128>()[row],
        _ => throw new InvalidOperationException($"{_storage} does not store a decimal."),
    };

    public bool IsValid(int row) => _vector.IsValid(row);
}
