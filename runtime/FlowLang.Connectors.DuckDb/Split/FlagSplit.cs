using System.Collections.Immutable;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>
/// Splits a flagged result in passing: kept rows go on, filtered ones are counted, rejected ones are kept in a table for the rejects sink
/// (which spills, so any number will do), and the first row of a failing site ends the run.
/// </summary>
internal sealed class FlagSplit : IDisposable
{
    private readonly int _siteColumn;
    private readonly BatchRun _run;
    private readonly string _relation;
    private readonly Dictionary<int, SiteCount> _sites;
    private readonly RejectTable? _rejects;

    public FlagSplit(BatchRun run, string relation, int declared, ImmutableArray<FailureSite> sites, RejectTable? rejects)
    {
        _run = run;
        _relation = relation;
        _siteColumn = declared;
        _sites = sites.ToDictionary(s => s.Id, s => new SiteCount(s));
        _rejects = rejects;
    }

    /// <summary>Rows handed over, kept or not.</summary>
    public long Read { get; private set; }

    public long Kept { get; private set; }

    public IEnumerable<SiteCount> Counts => _sites.Values;

    /// <summary>The chunk with its kept rows selected; the chunk's memory then belongs to the result.</summary>
    public DuckDbChunk Split(DuckDBDataChunk chunk)
    {
        int rows = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk);
        Read += rows;
        _run.Log.Progress(_relation, Read, null, "rows");
        if (_sites.Count == 0)
        {
            Kept += rows;
            return new DuckDbChunk(chunk);
        }

        DuckDbVector sites = Vector(chunk, 0, rows);
        int[]? kept = null;
        int keptCount = 0;
        ReadOnlySpan<int> ids = sites.Values<int>();
        for (int row = 0; row < rows; row++)
        {
            if (!sites.IsValid(row))
            {
                if (kept is not null)
                {
                    kept[keptCount] = row;
                }

                keptCount++;
            }
            else
            {
                kept ??= FirstRows(row, rows);
                Take(chunk, rows, row, ids[row]);
            }
        }

        Kept += keptCount;
        return new DuckDbChunk(chunk, kept, keptCount);
    }

    public void Dispose() => _rejects?.Dispose();

    private static int[] FirstRows(int count, int capacity)
    {
        int[] rows = new int[capacity];
        for (int i = 0; i < count; i++)
        {
            rows[i] = i;
        }

        return rows;
    }

    private static string? Text(DuckDbVector vector, int row) =>
        vector.IsValid(row) ? System.Text.Encoding.UTF8.GetString(DuckDbText.Bytes(in vector.Texts[row])) : null;

    private void Take(DuckDBDataChunk chunk, int rows, int row, int id)
    {
        SiteCount count = _sites[id];
        count.Rows++;
        if (count.Site.Action == FailureAction.Filter)
        {
            return;
        }

        DuckDbVector numbers = Vector(chunk, 3, rows);
        string? input = Text(Vector(chunk, 1, rows), row);
        string? file = Text(Vector(chunk, 2, rows), row);
        long? number = numbers.IsValid(row) ? numbers.Values<long>()[row] : null;
        if (count.Site.Action == FailureAction.Fail)
        {
            throw new FlowException(RunErrors.RowFailed(count.Site, _run.Pipeline.Name, file, number, input));
        }

        _rejects?.Add(count.Site, input, file, number);
    }

    private DuckDbVector Vector(DuckDBDataChunk chunk, int flag, int rows) =>
        new(NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, _siteColumn + flag), rows);
}
