using System.Text.Json;

namespace FlowLang.Connectors.Http;

/// <summary>The records of a page, one after the other: the elements of an array, or a single object.</summary>
internal ref struct PageRecords
{
    private readonly Span<byte> _rows;
    private Utf8JsonReader _reader;
    private bool _isSingle;

    /// <param name="rows">Valid JSON; line ends in it become spaces, so that a record is a line.</param>
    public PageRecords(Span<byte> rows)
    {
        // In JSON they stand between tokens only.
        rows.Replace((byte)'\n', (byte)' ');
        rows.Replace((byte)'\r', (byte)' ');
        _rows = rows;
        _reader = new Utf8JsonReader(rows, new JsonReaderOptions { MaxDepth = 256 });
        _reader.Read();
        _isSingle = _reader.TokenType == JsonTokenType.StartObject;
        HasRecords = _reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject or JsonTokenType.Null;
    }

    /// <summary>False where the value is neither an array nor an object (nor null, which some servers send for an empty array).</summary>
    public bool HasRecords { get; }

    public ReadOnlySpan<byte> Current { get; private set; }

    public bool Read()
    {
        if (_isSingle)
        {
            _isSingle = false;
            Current = _rows;
            _reader.Skip();
            return true;
        }

        if (!_reader.Read() || _reader.TokenType == JsonTokenType.EndArray)
        {
            return false;
        }

        int start = (int)_reader.TokenStartIndex;
        _reader.Skip();
        Current = _rows[start..(int)_reader.BytesConsumed];
        return true;
    }
}
