using System.Text;
using FlowLang.Connectors.DuckDb;

namespace FlowLang.Connectors.Files;

/// <summary>Writes <c>__file</c>, <c>__row</c> and <c>__bad</c> of a row, where a query reads them.</summary>
internal sealed class OriginWriter
{
    private readonly int _file = -1;
    private readonly int _row = -1;
    private readonly int _bad = -1;
    private byte[] _name = [];
    private int _named = -1;

    public OriginWriter(TextScan scan, IReadOnlyList<int> projection)
    {
        for (int i = 0; i < projection.Count; i++)
        {
            _file = projection[i] == scan.FileColumn ? i : _file;
            _row = projection[i] == scan.RowColumn ? i : _row;
            _bad = projection[i] == scan.BadColumn ? i : _bad;
        }
    }

    /// <summary>Starts a chunk: texts of the previous one are gone.</summary>
    public void NewChunk() => _named = -1;

    public void NewFile(string name)
    {
        _name = Encoding.UTF8.GetBytes(name);
        _named = -1;
    }

    public void Write(ChunkWriter chunk, int row, long number, string? bad)
    {
        if (_file >= 0)
        {
            WriteName(ref chunk[_file], row);
        }

        if (_row >= 0)
        {
            chunk[_row].Number(row, number);
        }

        if (_bad >= 0)
        {
            if (bad is null)
            {
                chunk[_bad].Null(row);
            }
            else
            {
                chunk[_bad].Text(row, Encoding.UTF8.GetBytes(bad));
            }
        }
    }

    private void WriteName(ref ColumnWriter column, int row)
    {
        if (_named >= 0)
        {
            column.Same(row, _named);
        }
        else
        {
            column.Text(row, _name);
            _named = row;
        }
    }
}
