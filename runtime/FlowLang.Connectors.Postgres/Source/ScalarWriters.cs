using System.Buffers.Binary;
using DuckDB.NET.Native;
using FlowLang.Connectors.DuckDb;

namespace FlowLang.Connectors.Postgres;

/// <summary>Writers of values of a fixed size and of text.</summary>
internal static unsafe class ScalarWriters
{
    internal sealed class BoolWriter : VectorWriter
    {
        public override void Write(byte* value, int length, int row) => ((byte*)Data)[row] = *value;
    }

    internal sealed class Int16Writer : VectorWriter
    {
        public override void Write(byte* value, int length, int row) => ((short*)Data)[row] = Int16(value);
    }

    /// <summary>int32 and float32: the same four bytes.</summary>
    internal sealed class Int32Writer : VectorWriter
    {
        public override void Write(byte* value, int length, int row) => ((int*)Data)[row] = Int32(value);
    }

    /// <summary>int64, float64 and time: the same eight bytes.</summary>
    internal sealed class Int64Writer : VectorWriter
    {
        public override void Write(byte* value, int length, int row) => ((long*)Data)[row] = Int64(value);
    }

    internal sealed class UuidWriter : VectorWriter
    {
        public override void Write(byte* value, int length, int row) =>
            ((Int128*)Data)[row] = BinaryPrimitives.ReadInt128BigEndian(new ReadOnlySpan<byte>(value, 16)) ^ (Int128.One << 127);
    }

    internal sealed class IntervalWriter : VectorWriter
    {
        public override void Write(byte* value, int length, int row) =>
            ((DuckDbInterval*)Data)[row] = new DuckDbInterval(Int32(value + 12), Int32(value + 8), Int64(value));
    }

    internal sealed class DateWriter(string column) : VectorWriter
    {
        public override void Write(byte* value, int length, int row)
        {
            int days = Int32(value);
            if (days < Wire.FirstDay - Wire.EpochDays || days > Wire.LastDay - Wire.EpochDays)
            {
                throw SourceValues.OutOfYears(column, days);
            }

            ((int*)Data)[row] = days + Wire.EpochDays;
        }
    }

    internal sealed class TimestampWriter(string column) : VectorWriter
    {
        public override void Write(byte* value, int length, int row)
        {
            long microseconds = Int64(value);
            if (microseconds < Wire.FirstMicrosecond - Wire.EpochMicroseconds
                || microseconds > Wire.LastMicrosecond - Wire.EpochMicroseconds)
            {
                throw SourceValues.OutOfYears(column, microseconds);
            }

            ((long*)Data)[row] = microseconds + Wire.EpochMicroseconds;
        }
    }

    /// <summary>text and bytea. Up to twelve bytes lie in the vector itself, longer ones in the engine's heap.</summary>
    internal sealed class TextVectorWriter : VectorWriter
    {
        private const int InlineLimit = 12;
        private const int Size = 16;

        public override void Write(byte* value, int length, int row)
        {
            if (length > InlineLimit)
            {
                NativeMethods.Vectors.DuckDBVectorAssignStringElementLength(Vector, (ulong)row, value, length);
                return;
            }

            byte* at = (byte*)Data + ((long)row * Size);
            new Span<byte>(at, Size).Clear();
            *(int*)at = length;
            new ReadOnlySpan<byte>(value, length).CopyTo(new Span<byte>(at + 4, InlineLimit));
        }
    }
}
