using System.Buffers.Binary;
using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// Walks the tuples of a binary COPY that pass unchanged: counts them, refuses what a decoder would refuse, and makes -0 of a float 0, as
/// every sink does.
/// </summary>
internal sealed class TupleCheck(ImmutableArray<SourceField> fields)
{
    private const ushort NegativeDecimal = 0x4000;
    private readonly ColumnKind[] _kinds = [.. fields.Select(f => f.Column.Type.Kind)];
    private readonly bool[] _nullable = [.. fields.Select(f => f.Column.Nullable)];

    public long Rows { get; private set; }

    /// <summary>Whether the trailer was seen: no tuple follows.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The length of the whole tuples at the start of <paramref name="bytes"/>, the trailer included.</summary>
    public int Walk(Span<byte> bytes)
    {
        int used = 0;
        while (TupleLength(bytes[used..]) is > 0 and int length)
        {
            used += length;
        }

        return used;
    }

    private int TupleLength(Span<byte> bytes)
    {
        if (bytes.Length < 2)
        {
            return 0;
        }

        if (BinaryPrimitives.ReadInt16BigEndian(bytes) < 0)
        {
            IsComplete = true;
            return 2;
        }

        int at = 2;
        for (int i = 0; i < _kinds.Length; i++)
        {
            if (bytes.Length - at < 4)
            {
                return 0;
            }

            int length = BinaryPrimitives.ReadInt32BigEndian(bytes[at..]);
            at += 4;
            if (length < 0)
            {
                if (!_nullable[i])
                {
                    throw SourceValues.Null(fields[i].Column, Rows + 1);
                }

                continue;
            }

            if (bytes.Length - at < length)
            {
                return 0;
            }

            Check(i, bytes.Slice(at, length));
            at += length;
        }

        Rows++;
        return at;
    }

    private void Check(int field, Span<byte> value)
    {
        switch (_kinds[field])
        {
            case ColumnKind.Decimal:
                ushort sign = BinaryPrimitives.ReadUInt16BigEndian(value[4..]);
                if (sign is not (0 or NegativeDecimal))
                {
                    throw SourceValues.NotFinite(fields[field].Column.Name, sign == 0xc000 ? "NaN" : "infinity");
                }

                break;
            case ColumnKind.Date:
                int days = BinaryPrimitives.ReadInt32BigEndian(value);
                Require(days is >= Wire.FirstDay - Wire.EpochDays and <= Wire.LastDay - Wire.EpochDays, field, days);
                break;
            case ColumnKind.DateTime or ColumnKind.Instant:
                long at = BinaryPrimitives.ReadInt64BigEndian(value);
                const long First = Wire.FirstMicrosecond - Wire.EpochMicroseconds;
                const long Last = Wire.LastMicrosecond - Wire.EpochMicroseconds;
                Require(at is >= First and <= Last, field, at);
                break;
            case ColumnKind.Float32 or ColumnKind.Float64:
                if (value[0] == 0x80 && !value[1..].ContainsAnyExcept((byte)0))
                {
                    value[0] = 0;
                }

                break;
        }
    }

    private void Require(bool isInRange, int field, long value)
    {
        if (!isInRange)
        {
            throw SourceValues.OutOfYears(fields[field].Column.Name, value);
        }
    }
}
