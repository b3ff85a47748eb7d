using System.Text;
using FlowLang.Connectors.DuckDb;

namespace FlowLang.Connectors.Files;

/// <summary>The records of a CSV file behind its header.</summary>
/// <param name="outputs">Where in a chunk each column that is read goes.</param>
/// <param name="positions">Where in a record it stands.</param>
internal sealed unsafe class CsvRecords(CsvRecordReader reader, CsvOptions options, int fieldCount, int[] outputs, int[] positions)
    : TextRecords(reader.Buffer)
{
    private readonly byte[] _null = Encoding.UTF8.GetBytes(options.Null);
    private readonly byte _quote = (byte)options.Quote.GetValueOrDefault();
    private readonly long _headerRecords = options.Header ? 1 : 0;
    private byte[] _unescaped = [];

    public override long Number => reader.Number - _headerRecords;

    public override bool Read() => reader.Read();

    public override string? Write(ChunkWriter chunk, int row)
    {
        string? bad = reader.Bad;
        ReadOnlySpan<CsvField> fields = reader.Fields;
        if (fields.Length != fieldCount && bad is null)
        {
            bad = $"it has {fields.Length} fields where {fieldCount} are expected";
        }

        byte* bytes = Buffer.Bytes;
        int[] to = outputs;
        int[] from = positions;
        for (int i = 0; i < to.Length; i++)
        {
            ref ColumnWriter column = ref chunk[to[i]];
            int position = from[i];
            if (position >= fields.Length)
            {
                column.Null(row);
                continue;
            }

            ref readonly CsvField field = ref fields[position];
            if (bad is not null || field.Escaped)
            {
                WriteSlowly(ref column, row, bytes, in field, bad);
            }
            else if (!field.Quoted && IsNull(bytes + field.Start, field.Length))
            {
                column.Null(row);
            }
            else
            {
                column.PaddedText(row, bytes + field.Start, field.Length);
            }
        }

        return bad;
    }

    // Doubled quotes become one; a bad record's bytes are made valid UTF-8 without NUL, so that the reject can show them.
    private void WriteSlowly(ref ColumnWriter column, int row, byte* bytes, in CsvField field, string? bad)
    {
        ReadOnlySpan<byte> text = new(bytes + field.Start, field.Length);
        if (!field.Quoted && IsNull(bytes + field.Start, field.Length))
        {
            column.Null(row);
            return;
        }

        if (field.Escaped)
        {
            text = Unescape(text);
        }

        column.Text(row, bad is null ? text : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text).Replace('\0', '\uFFFD')));
    }

    private bool IsNull(byte* text, int length) => length == _null.Length && new ReadOnlySpan<byte>(text, length).SequenceEqual(_null);

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> text)
    {
        if (_unescaped.Length < text.Length)
        {
            _unescaped = new byte[text.Length * 2];
        }

        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            _unescaped[length++] = text[i];
            i += text[i] == _quote ? 1 : 0;
        }

        return _unescaped.AsSpan(0, length);
    }
}
