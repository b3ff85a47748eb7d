namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>The values of one row as texts within a buffer: what a message or a line of COPY says, taken apart once.</summary>
internal sealed class RowTexts
{
    /// <summary>Instead of a length: the value is null.</summary>
    public const int Null = -1;

    /// <summary>Instead of a length: an unchanged large value that the log does not hold.</summary>
    public const int Unchanged = -2;

    private int[] _starts = new int[16];
    private int[] _lengths = new int[16];
    private byte[] _bytes = new byte[1024];
    private int _used;

    public int Count { get; private set; }

    public bool IsNull(int column) => _lengths[column] == Null;

    public bool IsUnchanged(int column) => _lengths[column] == Unchanged;

    public ReadOnlySpan<byte> Value(int column) => _bytes.AsSpan(_starts[column], _lengths[column]);

    public bool SameAs(RowTexts other, int column) =>
        _lengths[column] == other._lengths[column] && (_lengths[column] < 0 || Value(column).SequenceEqual(other.Value(column)));

    public void Clear() => (Count, _used) = (0, 0);

    public void AddNull() => Add(Null, []);

    public void AddUnchanged() => Add(Unchanged, []);

    public void Add(ReadOnlySpan<byte> value) => Add(value.Length, value);

    /// <summary>Takes from an old row what this one leaves unchanged.</summary>
    public void Resolve(RowTexts old)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_lengths[i] == Unchanged && i < old.Count)
            {
                Set(i, old._lengths[i], old._lengths[i] < 0 ? [] : old.Value(i));
            }
        }
    }

    /// <summary>Reads TupleData; values are texts, because they were asked for as such.</summary>
    public void Read(ref WireReader message)
    {
        Clear();
        int count = message.Int16();
        for (int i = 0; i < count; i++)
        {
            switch ((char)message.Byte())
            {
                case 'n':
                    AddNull();
                    break;
                case 'u':
                    AddUnchanged();
                    break;
                default:
                    Add(message.Bytes(message.Int32()));
                    break;
            }
        }
    }

    private void Add(int length, ReadOnlySpan<byte> value)
    {
        if (Count == _starts.Length)
        {
            Array.Resize(ref _starts, Count * 2);
            Array.Resize(ref _lengths, Count * 2);
        }

        Set(Count++, length, value);
    }

    private void Set(int column, int length, ReadOnlySpan<byte> value)
    {
        if (_used + value.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + value.Length));
        }

        (_starts[column], _lengths[column]) = (_used, length);
        value.CopyTo(_bytes.AsSpan(_used));
        _used += value.Length;
    }
}
