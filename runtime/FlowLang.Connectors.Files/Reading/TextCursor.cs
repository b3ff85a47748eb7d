using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;

namespace FlowLang.Connectors.Files;

/// <summary>One pass over text files, file after file.</summary>
internal sealed class TextCursor(TextScan scan, ImmutableArray<int> projection) : ScanCursor
{
    private readonly OriginWriter _origin = new(scan, projection);
    private TextRecords? _records;
    private int _next;
    private long _rows;
    private long _bytesBefore;

    public override int Fill(ChunkWriter chunk)
    {
        _origin.NewChunk();
        int row = 0;
        while (row < ChunkWriter.Capacity)
        {
            if (_records is null && !OpenNext())
            {
                scan.Finished(_rows + row);
                break;
            }

            if (_records is { } records && records.Read())
            {
                string? bad = records.Write(chunk, row);
                _origin.Write(chunk, row++, records.Number, bad);
            }
            else
            {
                CloseFile();
            }
        }

        _rows += row;
        scan.Advanced(_bytesBefore + (_records?.Buffer.Stream.StoredPosition ?? 0));
        return row;
    }

    public override void Dispose() => CloseFile();

    private bool OpenNext()
    {
        if (_next == scan.Files.Length)
        {
            return false;
        }

        DataFile file = scan.Files[_next++];
        _records = scan.Records(file, projection);
        _origin.NewFile(file.Name);
        return true;
    }

    private void CloseFile()
    {
        if (_records is not null)
        {
            _bytesBefore += _records.Buffer.Stream.File.Length;
            _records.Dispose();
            _records = null;
        }
    }
}
