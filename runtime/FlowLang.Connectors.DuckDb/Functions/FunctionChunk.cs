using DuckDB.NET.Native;

namespace FlowLang.Connectors.DuckDb.Functions;

/// <summary>One call of a vectorised function: its argument vectors and where its results go.</summary>
internal readonly unsafe struct FunctionChunk
{
    private const int InlineLimit = 12;
    private const int TextSize = 16;

    private readonly IntPtr _input;
    private readonly IntPtr _output;
    private readonly void* _data;
    private readonly ulong* _validity;

    private FunctionChunk(IntPtr info, IntPtr input, IntPtr output)
    {
        _input = input;
        _output = output;
        Info = info;
        using var chunk = new DuckDBDataChunk(input);
        Rows = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk);
        _data = NativeMethods.Vectors.DuckDBVectorGetData(output);
        NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(output);
        _validity = NativeMethods.Vectors.DuckDBVectorGetValidity(output);
    }

    public delegate void Body(in FunctionChunk chunk);

    public IntPtr Info { get; }

    public int Rows { get; }

    /// <summary>What the function was registered with.</summary>
    public int Extra => (int)NativeMethods.ScalarFunction.DuckDBScalarFunctionGetExtraInfo(Info);

    /// <summary>Runs a function's body; nothing may be thrown through native frames, so what it throws becomes the query's error.</summary>
    public static void Run(IntPtr info, IntPtr input, IntPtr output, Body body)
    {
        try
        {
            body(new FunctionChunk(info, input, output));
        }
        catch (Exception e)
        {
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetError(info, e.Message);
        }
    }

    public DuckDbVector Argument(int index) => new(Vector(index), Rows);

    /// <summary>The same rows, with a field of the struct that results are in the place of the results.</summary>
    public FunctionChunk Field(int index) => new(Info, _input, NativeMethods.Vectors.DuckDBStructVectorGetChild(_output, index));

    /// <summary>The physical type of an argument that was declared ANY.</summary>
    public DuckDbType TypeOf(int index)
    {
        using DuckDBLogicalType logical = NativeMethods.Vectors.DuckDBVectorGetColumnType(Vector(index));
        return DuckDbType.Read(logical);
    }

    public Span<T> Results<T>()
        where T : unmanaged => new(_data, Rows);

    public void SetNull(int row) => _validity[row >> 6] &= ~(1UL << (row & 63));

    public void SetText(int row, ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length <= InlineLimit)
        {
            // A short string_t: length, then the bytes, zeros behind them.
            byte* slot = (byte*)_data + (row * TextSize);
            *(ulong*)slot = 0;
            *(ulong*)(slot + sizeof(ulong)) = 0;
            *(int*)slot = utf8.Length;
            utf8.CopyTo(new Span<byte>(slot + sizeof(int), InlineLimit));
            return;
        }

        fixed (byte* bytes = utf8)
        {
            NativeMethods.Vectors.DuckDBVectorAssignStringElementLength(_output, (ulong)row, bytes, utf8.Length);
        }
    }

    // The handle does not own the chunk, which is the engine's.
    private IntPtr Vector(int index)
    {
        using var chunk = new DuckDBDataChunk(_input);
        return NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, index);
    }
}
