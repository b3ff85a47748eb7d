using DuckDB.NET.Native;
using FlowLang.Connectors.DuckDb;

namespace FlowLang.Connectors.Postgres;

/// <summary>One-dimensional arrays: dimensions, a flag for nulls, the element type, length and lower bound, then the elements.</summary>
internal sealed unsafe class ListWriter(string column, VectorWriter element) : VectorWriter
{
    private int _elements;
    private int _capacity;

    public override void Bind(IntPtr vector)
    {
        base.Bind(vector);
        _elements = 0;
        _capacity = 0;
        element.Bind(NativeMethods.Vectors.DuckDBListVectorGetChild(vector));
    }

    public override void Write(byte* value, int length, int row)
    {
        int dimensions = Int32(value);
        if (dimensions > 1)
        {
            throw SourceValues.Dimensions(column, dimensions);
        }

        int count = dimensions == 0 ? 0 : Int32(value + 12);
        Grow(_elements + count);
        byte* at = value + 20;
        for (int i = _elements; i < _elements + count; i++)
        {
            int size = Int32(at);
            at += 4;
            if (size < 0)
            {
                element.WriteNull(i);
            }
            else
            {
                element.Write(at, size, i);
                at += size;
            }
        }

        ((DuckDbListEntry*)Data)[row] = new DuckDbListEntry((ulong)_elements, (ulong)count);
        _elements += count;
        NativeMethods.Vectors.DuckDBListVectorSetSize(Vector, (ulong)_elements);
    }

    public override void WriteNull(int row)
    {
        base.WriteNull(row);
        ((DuckDbListEntry*)Data)[row] = new DuckDbListEntry((ulong)_elements, 0);
    }

    private void Grow(int needed)
    {
        if (needed > _capacity)
        {
            _capacity = Math.Max(needed, Math.Max(_capacity * 2, 2048));
            NativeMethods.Vectors.DuckDBListVectorReserve(Vector, (ulong)_capacity);
            element.Rebind();
        }
    }
}
