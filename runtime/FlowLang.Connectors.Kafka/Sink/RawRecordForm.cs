using System.Diagnostics;
using FlowLang.Streams;
using FlowLang.Values;
using FlowLang.Values.Times;

namespace FlowLang.Connectors.Kafka;

/// <summary>Rows that are records: the key's bytes, then the value's.</summary>
internal sealed class RawRecordForm : RecordForm
{
    public override (byte[]? Key, byte[]? Value) Write(StreamRows rows, int index)
    {
        Taker taker = default;
        rows.Write(index, index + 1, ref taker);
        return (taker.Key, taker.Value);
    }

    public override void Dispose()
    {
    }

    private struct Taker : IRowWriter
    {
        private int _column;

        public byte[]? Key { get; private set; }

        public byte[]? Value { get; private set; }

        public void BeginRow() => _column = 0;

        public readonly void EndRow()
        {
        }

        public void Null() => Take(null);

        public void Bytes(Bytes value) => Take(value.Span.ToArray());

        public readonly void Bool(bool value) => throw NoRecord();

        public readonly void Integer(long value) => throw NoRecord();

        public readonly void Float(double value) => throw NoRecord();

        public readonly void Single(float value) => throw NoRecord();

        public readonly void Decimal(Int128 unscaled, int scale) => throw NoRecord();

        public readonly void Text(string value) => throw NoRecord();

        public readonly void Json(string value) => throw NoRecord();

        public readonly void Uuid(Guid value) => throw NoRecord();

        public readonly void Date(DateOnly value) => throw NoRecord();

        public readonly void Time(TimeOnly value) => throw NoRecord();

        public readonly void DateTime(DateTime value) => throw NoRecord();

        public readonly void Instant(DateTime value) => throw NoRecord();

        public readonly void Interval(Interval value) => throw NoRecord();

        public readonly void BeginList(int count) => throw NoRecord();

        public readonly void EndList() => throw NoRecord();

        public readonly void BeginStruct() => throw NoRecord();

        public readonly void EndStruct() => throw NoRecord();

        public readonly void BeginMap(int count) => throw NoRecord();

        public readonly void EndMap() => throw NoRecord();

        private static UnreachableException NoRecord() => new("rows of records are two columns of bytes");

        private void Take(byte[]? bytes)
        {
            if (_column++ == 0)
            {
                Key = bytes;
            }
            else
            {
                Value = bytes;
            }
        }
    }
}
