using System.Buffers.Binary;
using System.Collections.Immutable;
using DuckDB.NET.Native;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>Gathers tuples in one data chunk of the engine and appends it whenever it is full.</summary>
internal sealed class ChunkAppender : IDisposable
{
    private readonly DuckDBAppender _appender;
    private readonly DuckDBLogicalType[] _types;
    private readonly DuckDBDataChunk _chunk;
    private readonly ImmutableArray<SourceField> _fields;
    private readonly VectorWriter[] _writers;
    private readonly int _capacity = (int)NativeMethods.Helpers.DuckDBVectorSize();
    private int _row;

    public ChunkAppender(DuckDbSession duck, SourceTable table)
    {
        _fields = table.Fields;
        DuckDBState state = NativeMethods.Appender.DuckDBAppenderCreateExt(
            duck.Connection.NativeConnection, "temp", "main", table.Name, out _appender);
        Require(state);
        _types = [.. _fields.Select((_, i) => NativeMethods.Appender.DuckDBAppenderColumnType(_appender, (ulong)i))];
        _chunk = NativeMethods.DataChunks.DuckDBCreateDataChunk([.. _types.Select(t => t.DangerousGetHandle())], (ulong)_types.Length);
        _writers = [.. _fields.Select(f => VectorWriter.Of(f.Column.Name, f.Stored))];
        Bind();
    }

    public long Rows { get; private set; }

    /// <summary>Adds one tuple: lengths and values without the field count.</summary>
    public unsafe void Add(ReadOnlySpan<byte> tuple)
    {
        fixed (byte* start = tuple)
        {
            byte* at = start;
            for (int i = 0; i < _writers.Length; i++)
            {
                int length = BinaryPrimitives.ReadInt32BigEndian(new ReadOnlySpan<byte>(at, 4));
                at += 4;
                if (length >= 0)
                {
                    _writers[i].Write(at, length, _row);
                    at += length;
                }
                else if (_fields[i].Column.Nullable)
                {
                    _writers[i].WriteNull(_row);
                }
                else
                {
                    throw SourceValues.Null(_fields[i].Column, Rows + 1);
                }
            }
        }

        Rows++;
        if (++_row == _capacity)
        {
            Flush();
        }
    }

    /// <summary>Appends what is left.</summary>
    public void Finish()
    {
        Flush();
        Require(NativeMethods.Appender.DuckDBAppenderClose(_appender));
    }

    public void Dispose()
    {
        _chunk.Dispose();
        foreach (DuckDBLogicalType type in _types)
        {
            type.Dispose();
        }

        _appender.Dispose();
    }

    private void Flush()
    {
        NativeMethods.DataChunks.DuckDBDataChunkSetSize(_chunk, (ulong)_row);
        Require(NativeMethods.Appender.DuckDBAppendDataChunk(_appender, _chunk));
        NativeMethods.DataChunks.DuckDBDataChunkReset(_chunk);
        _row = 0;
        Bind();
    }

    private void Bind()
    {
        for (int i = 0; i < _writers.Length; i++)
        {
            _writers[i].Bind(NativeMethods.DataChunks.DuckDBDataChunkGetVector(_chunk, i));
        }
    }

    private void Require(DuckDBState state)
    {
        if (state != DuckDBState.Success)
        {
            using DuckDBErrorData error = NativeMethods.Appender.DuckDBAppenderErrorData(_appender);
            throw new FlowException(new FlowError(
                "RT6019", "the embedded engine did not take rows from PostgreSQL", NativeMethods.ErrorData.DuckDBErrorDataMessage(error)));
        }
    }
}
