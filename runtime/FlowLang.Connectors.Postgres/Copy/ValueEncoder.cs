using System.Runtime.CompilerServices;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>Writes single values with their lengths: what the row loop leaves out, and the elements of arrays.</summary>
internal sealed unsafe class ValueEncoder(CopyBuffer buffer)
{
    private readonly DocumentWriter _documents = new(buffer);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Date(byte* at, int days, CopyField field)
    {
        if (days < Wire.FirstDay || days > Wire.LastDay)
        {
            throw Refusal.Date(field.Column.Name, days);
        }

        return Wire.Put(Wire.Put(at, 4), days - Wire.EpochDays);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Timestamp(byte* at, long microseconds, CopyField field)
    {
        if (microseconds < Wire.FirstMicrosecond || microseconds > Wire.LastMicrosecond)
        {
            throw Refusal.Timestamp(field.Column.Name, microseconds);
        }

        return Wire.Put(Wire.Put(at, 8), microseconds - Wire.EpochMicroseconds);
    }

    /// <summary>Writes the length and value of a row that is not null.</summary>
    public void Write(CopyField field, DuckDbVector vector, int row)
    {
        switch (field.Kind)
        {
            case CopyKind.Text:
                Text(field, DuckDbText.Bytes(in vector.Texts[row]));
                break;
            case CopyKind.Json:
                Json(field, DuckDbText.Bytes(in vector.Texts[row]));
                break;
            case CopyKind.Bytes:
                ReadOnlySpan<byte> bytes = DuckDbText.Bytes(in vector.Texts[row]);
                buffer.WriteInt32(bytes.Length);
                buffer.Write(bytes);
                break;
            case CopyKind.Array:
                Array(field, vector, row);
                break;
            case CopyKind.Document:
                Document(field, vector, row);
                break;
            default:
                buffer.Advance(Fixed(buffer.Reserve(NumericFormat.MaxSize), field, vector, row));
                break;
        }
    }

    private static byte* Fixed(byte* at, CopyField field, DuckDbVector vector, int row)
    {
        switch (field.Kind)
        {
            case CopyKind.Bool:
                at = Wire.Put(at, 1);
                *at = vector.Values<byte>()[row];
                return at + 1;
            case CopyKind.Int16:
                return Wire.Put(Wire.Put(at, 2), vector.Values<short>()[row]);
            case CopyKind.Int32:
                return Wire.Put(Wire.Put(at, 4), vector.Values<int>()[row]);
            case CopyKind.Int64:
            case CopyKind.Time:
                return Wire.Put(Wire.Put(at, 8), vector.Values<long>()[row]);
            case CopyKind.Float32:
                return Wire.Put(Wire.Put(at, 4), BitConverter.SingleToInt32Bits(vector.Values<float>()[row] + 0f));
            case CopyKind.Float64:
                return Wire.Put(Wire.Put(at, 8), BitConverter.DoubleToInt64Bits(vector.Values<double>()[row] + 0d));
            case CopyKind.Decimal16:
                return NumericFormat.Write(at, vector.Values<short>()[row], field.Scale);
            case CopyKind.Decimal32:
                return NumericFormat.Write(at, vector.Values<int>()[row], field.Scale);
            case CopyKind.Decimal64:
                return NumericFormat.Write(at, vector.Values<long>()[row], field.Scale);
            case CopyKind.Decimal128:
                return NumericFormat.WriteWide(at, vector.Values<Int128>()[row], field.Scale);
            case CopyKind.Date:
                return Date(at, vector.Values<int>()[row], field);
            case CopyKind.Timestamp:
                return Timestamp(at, vector.Values<long>()[row], field);
            case CopyKind.Uuid:
                Int128 uuid = vector.Values<Int128>()[row];
                at = Wire.Put(Wire.Put(at, 16), (long)(uuid >> 64) ^ long.MinValue);
                return Wire.Put(at, (long)(ulong)(uuid & ulong.MaxValue));
            case CopyKind.Interval:
                DuckDbInterval interval = vector.Values<DuckDbInterval>()[row];
                at = Wire.Put(Wire.Put(at, 16), interval.Micros);
                return Wire.Put(Wire.Put(at, interval.Days), interval.Months);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void Text(CopyField field, ReadOnlySpan<byte> text)
    {
        if (text.Contains((byte)0))
        {
            throw Refusal.ZeroInText(field.Column.Name, text);
        }

        buffer.WriteInt32(text.Length);
        buffer.Write(text);
    }

    private void Json(CopyField field, ReadOnlySpan<byte> json)
    {
        if (JsonText.HoldsZero(json))
        {
            throw Refusal.ZeroInText(field.Column.Name, json);
        }

        buffer.WriteInt32(json.Length + 1);
        buffer.Write([JsonText.Version]);
        buffer.Write(json);
    }

    /// <summary>A one-dimensional array: dimensions, whether there are nulls, the element type, length and lower bound, then the
    /// elements.</summary>
    private void Array(CopyField field, DuckDbVector vector, int row)
    {
        CopyField element = field.Element ?? throw new System.Diagnostics.UnreachableException();
        DuckDbListEntry entry = vector.Values<DuckDbListEntry>()[row];
        int length = buffer.Length;
        buffer.WriteInt32(0);
        buffer.WriteInt32(entry.Length == 0 ? 0 : 1);
        buffer.WriteInt32(1);
        buffer.WriteInt32((int)PostgresTypes.Oid(element.Column.Type));
        if (entry.Length > 0)
        {
            buffer.WriteInt32((int)entry.Length);
            buffer.WriteInt32(1);
            Elements(element, vector.ListChild, (int)entry.Offset, (int)entry.Length);
        }

        buffer.PatchLength(length);
    }

    private void Elements(CopyField element, DuckDbVector child, int offset, int count)
    {
        for (int i = offset; i < offset + count; i++)
        {
            if (child.IsValid(i))
            {
                Write(element, child, i);
            }
            else
            {
                buffer.WriteInt32(-1);
            }
        }
    }

    private void Document(CopyField field, DuckDbVector vector, int row)
    {
        int length = buffer.Length;
        buffer.WriteInt32(0);
        buffer.Write([JsonText.Version]);
        _documents.Write(field.Column, vector, row);
        buffer.PatchLength(length);
    }
}
