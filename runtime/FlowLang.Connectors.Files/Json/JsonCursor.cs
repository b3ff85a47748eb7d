using System.Collections.Immutable;
using System.Text;
using FlowLang.Connectors.DuckDb;

namespace FlowLang.Connectors.Files;

/// <summary>One pass over files of JSON lines.</summary>
internal sealed class JsonCursor : ScanCursor
{
    private readonly JsonScan _scan;
    private readonly OriginWriter _origin;
    private readonly JsonRecord _record;
    private readonly int[] _outputs;
    private LineReader? _reader;
    private int _next;
    private long _rows;
    private long _bytesBefore;

    public JsonCursor(JsonScan scan, ImmutableArray<int> projection)
    {
        _scan = scan;
        _origin = new OriginWriter(scan, projection);
        _outputs = [.. Enumerable.Range(0, projection.Length).Where(i => projection[i] >= 0 && projection[i] < scan.Declared.Length)];
        _record = new JsonRecord([.. _outputs.Select(o => Encoding.UTF8.GetBytes(scan.Declared[projection[o]].Name))]);
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
        _reader = new LineReader(
            new RecordBuffer(TextFileStream.Open(_scan.Source, file, _scan.Options, JsonLinesSource.Expected)), _scan.Source);
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

    private void Write(ChunkWriter chunk, int row, LineReader reader)
    {
        _record.Parse(reader.Line);
        for (int i = 0; i < _outputs.Length; i++)
        {
            if (_record.TryGet(i, out ReadOnlySpan<byte> value))
            {
                chunk[_outputs[i]].Text(row, value);
            }
            else
            {
                chunk[_outputs[i]].Null(row);
            }
        }

        _origin.Write(chunk, row, reader.Number, _record.Bad);
    }
}
