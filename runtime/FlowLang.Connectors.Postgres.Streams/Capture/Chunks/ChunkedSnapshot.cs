using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// Finishes an interrupted snapshot beside the running log: reads tables in chunks, in the order of their keys, and marks in the log behind
/// each where it belongs. What the log brought before that mark and the chunk's reader did not see is newer than the chunk's row.
/// </summary>
internal sealed class ChunkedSnapshot(
    PostgresSession session, ImmutableArray<CapturedTable> tables, SnapshotRest from, string slot) : IAsyncDisposable
{
    /// <summary>Of marks, in messages of the log.</summary>
    public const string MarkPrefix = "flow.chunk";

    private const int FirstRows = 1000;
    private const int MostRows = 20_000;
    private const int ChunkBytes = 8 << 20;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly SnapshotReader _reader = new(session);
    private readonly string _life = $"{Guid.NewGuid():N}";
    private SnapshotChunk? _marked;
    private int _rows = FirstRows;

    /// <summary>What is to be read after the chunks that were taken; null when there is nothing more.</summary>
    public SnapshotRest? Rest { get; private set; } = tables.Any(t => t.Number == from.Table) ? from : Next(tables, from.Table);

    /// <summary>The chunk that belongs where a mark is; null for the mark of another life.</summary>
    public SnapshotChunk? At(string mark) => Volatile.Read(ref _marked) is { } chunk && chunk.Mark == mark ? chunk : null;

    /// <summary>Its rows are where changes go.</summary>
    public void Take(SnapshotChunk chunk)
    {
        Rest = chunk.Rest;
        Volatile.Write(ref _marked, null);
        chunk.Take();
    }

    /// <summary>Reads to the end, never further than one chunk ahead of the log.</summary>
    /// <param name="end">Written into the log as a heartbeat when all has been taken.</param>
    public async Task RunAsync(string end, CancellationToken cancel)
    {
        await _reader.SetPrintingAsync(cancel);
        await WaitAsync(cancel);
        int number = 0;
        for (SnapshotRest? rest = Rest; rest is not null;)
        {
            SnapshotChunk chunk = await ReadAsync(rest, $"{slot} {_life} {++number}", cancel);
            Volatile.Write(ref _marked, chunk);

            // With a transaction of its own, whose commit has the server send it at once.
            await session.ScalarAsync("SELECT pg_logical_emit_message(true, $1, $2)", cancel, MarkPrefix, chunk.Mark);
            await chunk.Taken.WaitAsync(cancel);
            rest = chunk.Rest;
        }

        await session.ScalarAsync("SELECT pg_logical_emit_message(false, $1, $2)", cancel, ReplicationLink.HeartbeatPrefix, end);
    }

    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    /// <summary>
    /// Until no transaction runs that began before: what one did to a table before it was published is not in the log, and only a chunk
    /// that is read after its end has it.
    /// </summary>
    private async Task WaitAsync(CancellationToken cancel)
    {
        string began = $"{await session.ScalarAsync("SELECT pg_snapshot_xmax(pg_current_snapshot())::text", cancel)}";
        while (await session.ScalarAsync("SELECT pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8", cancel, began) is not true)
        {
            await Task.Delay(s_pause, cancel);
        }
    }

    private async Task<SnapshotChunk> ReadAsync(SnapshotRest rest, string mark, CancellationToken cancel)
    {
        CapturedTable table = tables.First(t => t.Number == rest.Table);
        await session.ExecuteAsync("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", cancel);
        string seen = $"{await session.ScalarAsync("SELECT pg_current_snapshot()::text", cancel)}";
        List<byte[]> lines = await _reader.LinesAsync(Query(table, rest), cancel);
        await session.ExecuteAsync("COMMIT", cancel);
        bool isLast = lines.Count < _rows;
        SnapshotRest? next = !isLast ? new SnapshotRest(rest.Table, KeyOf(table, lines[^1]))
            : Next(tables, rest.Table + 1);
        if (lines.Count > 0)
        {
            _rows = (int)Math.Clamp(ChunkBytes / Math.Max(1, lines.Average(l => (double)l.Length)), 1, MostRows);
        }

        return new SnapshotChunk(mark, table, new VisibleTransactions(seen), lines, next);
    }

    // A table that is no longer captured has left its number.
    private static SnapshotRest? Next(ImmutableArray<CapturedTable> tables, int number) =>
        tables.Where(t => t.Number >= number).MinBy(t => t.Number) is { } next ? new SnapshotRest(next.Number, []) : null;

    private string Query(CapturedTable table, SnapshotRest rest)
    {
        string columns = string.Join(", ", table.Columns.Select(c => Sql.Name(c.Name)));
        string key = string.Join(", ", table.Key.Select(Sql.Name));
        string after = string.Join(", ", table.Key.Zip(rest.After).Select(
            k => $"{Sql.Text(k.Second)}::{table.Columns.First(c => c.Name == k.First).NativeType}"));
        string where = rest.After.IsEmpty ? "" : $"WHERE ({key}) > ({after}) ";
        return $"SELECT {columns} FROM {table.Name.Quoted} {where}ORDER BY {key} LIMIT {_rows}";
    }

    private static ImmutableArray<string> KeyOf(CapturedTable table, byte[] line)
    {
        RowTexts row = new();
        CopyLine.Read(line, row);
        return [.. new CapturedRelation(table, table.Columns).KeyTexts(row)];
    }
}
