using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using FlowLang.Connectors.DuckDb;

namespace FlowLang.Connectors.Files;

/// <summary>One pass over CSV files, file after file.</summary>
internal sealed unsafe class CsvCursor : ScanCursor
{
    private readonly CsvScan _scan;
    private readonly ImmutableArray<int> _projection;
    private readonly OriginWriter _origin;
    private readonly byte[] _null;
    private readonly int[] _outputs;
    private int[] _positions = [];
    private CsvRecordReader? _reader;
    private int _next;
    private int _fieldCount;
    private long _headerRecords;
    private long _rows;
    private long _bytesBefore;
    private byte[] _unescaped = [];

    public CsvCursor(CsvScan scan, ImmutableArray<int> projection)
    {
        _scan = scan;
        _projection = projection;
        _origin = new OriginWriter(scan, projection);
        _null = Encoding.UTF8.GetBytes(scan.Options.Null);
        _outputs = [.. Enumerable.Range(0, projection.Length).Where(i => projection[i] >= 0 && projection[i] < scan.Declared.Length)];
    }

    public override int Fill(ChunkWriter chunk)
    {
        _origin.NewChunk();
        int row = 0;
        while (row < ChunkWriter.Capacity)
        {
            if (_reader is null && !OpenNext())
            {
                _scan.Finished(_rows + row);
                break;
            }

            if (_reader is { } reader && reader.Read())
            {
                Write(chunk, row++, reader);
            }
            else
            {
                CloseFile();
            }
        }

        _rows += row;
        _scan.Advanced(_bytesBefore + (_reader?.Buffer.Stream.StoredPosition ?? 0));
        return row;
    }

    public override void Dispose() => CloseFile();

    private bool OpenNext()
    {
        if (_next == _scan.Files.Length)
        {
            return false;
        }

        DataFile file = _scan.Files[_next++];
        TextFileStream stream = TextFileStream.Open(_scan.Source, file, _scan.Options.Format, CsvSource.Expected);
        _reader = new CsvRecordReader(new RecordBuffer(stream), _scan.Options, _scan.Source);
        ImmutableArray<int> positions = CsvSource.ReadHeader(_reader, _scan.Source, _scan.Declared, _scan.Options, out _fieldCount);
        _headerRecords = _scan.Options.Header ? 1 : 0;
        _positions = [.. _outputs.Select(o => positions[_projection[o]])];
        _origin.NewFile(file.Name);
        return true;
    }

    private void CloseFile()
    {
        if (_reader is not null)
        {
            _bytesBefore += _reader.Buffer.Stream.File.Length;
            _reader.Dispose();
            _reader = null;
        }
    }

    private void Write(ChunkWriter chunk, int row, CsvRecordReader reader)
    {
        string? bad = reader.Bad;
        ReadOnlySpan<CsvField> fields = reader.Fields;
        if (fields.Length != _fieldCount && bad is null)
        {
            bad = $"it has {fields.Length} fields where {_fieldCount} are expected";
        }

        byte* bytes = reader.Buffer.Bytes;
        int[] outputs = _outputs;
        int[] positions = _positions;
        for (int i = 0; i < outputs.Length; i++)
        {
            ref ColumnWriter column = ref chunk[outputs[i]];
            int position = positions[i];
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

        _origin.Write(chunk, row, reader.Number - _headerRecords, bad);
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
            text = Unescape(text, (byte)_scan.Options.Quote.GetValueOrDefault());
        }

        column.Text(row, bad is null ? text : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text).Replace('\0', '\uFFFD')));
    }

    private bool IsNull(byte* text, int length) => length == _null.Length && new ReadOnlySpan<byte>(text, length).SequenceEqual(_null);

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> text, byte quote)
    {
        if (_unescaped.Length < text.Length)
        {
            _unescaped = new byte[text.Length * 2];
        }

        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            _unescaped[length++] = text[i];
            i += text[i] == quote ? 1 : 0;
        }

        return _unescaped.AsSpan(0, length);
    }
}
