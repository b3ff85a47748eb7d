namespace FlowLang.Connectors.Files;

/// <summary>The lines of a file; blank ones are left out.</summary>
internal sealed unsafe class LineReader(RecordBuffer buffer, string source) : IDisposable
{
    private int _position;
    private int _start;
    private int _length;

    /// <summary>The line without its end, valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Line => new(buffer.Bytes + _start, _length);

    /// <summary>1-based number among the lines that are not blank.</summary>
    public long Number { get; private set; }

    public RecordBuffer Buffer => buffer;

    public bool Read()
    {
        while (true)
        {
            var rest = new ReadOnlySpan<byte>(buffer.Bytes + _position, buffer.End - _position);
            int stop = rest.IndexOf((byte)'\n');
            if (stop < 0 && !buffer.AtEnd)
            {
                Refill();
                continue;
            }

            if (rest.IsEmpty)
            {
                return false;
            }

            _start = _position;
            int length = stop < 0 ? rest.Length : stop;
            _position += stop < 0 ? length : length + 1;
            _length = length > 0 && rest[length - 1] == '\r' ? length - 1 : length;
            if (!Line.Trim((byte)' ').IsEmpty)
            {
                Number++;
                return true;
            }
        }
    }

    public void Dispose() => buffer.Dispose();

    private void Refill()
    {
        if (!buffer.Refill(_position))
        {
            throw FileErrors.RecordTooLong(source, buffer.Stream.File.Name, Number + 1, RecordBuffer.MaxRecord);
        }

        _position = 0;
    }
}
