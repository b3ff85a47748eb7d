using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>Reads tables as they were where a slot begins.</summary>
internal sealed class SnapshotReader(PostgresSession session) : IAsyncDisposable
{
    /// <summary>As the server of a replication connection prints values, so that a row reads the same from both.</summary>
    public static readonly ImmutableArray<(string Name, string Value)> Printing =
    [
        ("DateStyle", "ISO"), ("IntervalStyle", "iso_8601"), ("TimeZone", "UTC"), ("extra_float_digits", "1"), ("bytea_output", "hex"),
        ("xmloption", "content"),
    ];

    private const int BufferSize = 256 * 1024;
    private byte[] _buffer = new byte[BufferSize];
    private int _from;
    private int _to;

    /// <summary>Takes the snapshot over; the connection that exported it may go on after that. Null for one of now.</summary>
    public async Task ImportAsync(string? snapshot, CancellationToken cancel)
    {
        await session.ExecuteAsync(string.Join("; ", Printing.Select(s => $"SET {s.Name} = '{s.Value}'")), cancel);
        await session.ExecuteAsync("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", cancel);
        if (snapshot is not null)
        {
            await session.ExecuteAsync($"SET TRANSACTION SNAPSHOT '{snapshot}'", cancel);
        }
    }

    /// <summary>Every row of the table, in a buffer that the next one overwrites.</summary>
    public async IAsyncEnumerable<RowTexts> ReadAsync(
        CapturedTable table, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        string columns = string.Join(", ", table.Columns.Select(c => Sql.Name(c.Name)));
        using TextReader copy = await session.Link.BeginTextExportAsync(
            $"COPY (SELECT {columns} FROM {table.Name.Quoted}) TO STDOUT", cancel);
        Stream lines = ((StreamReader)copy).BaseStream;
        RowTexts row = new();
        (_from, _to) = (0, 0);
        while (true)
        {
            int end = _buffer.AsSpan(_from, _to - _from).IndexOf((byte)'\n');
            if (end >= 0)
            {
                CopyLine.Read(_buffer.AsSpan(_from, end), row);
                _from += end + 1;
                yield return row;
            }
            else if (!await FillAsync(lines, cancel))
            {
                yield break;
            }
        }
    }

    public async ValueTask DisposeAsync() => await session.DisposeAsync();

    private async Task<bool> FillAsync(Stream lines, CancellationToken cancel)
    {
        Buffer.BlockCopy(_buffer, _from, _buffer, 0, _to - _from);
        (_from, _to) = (0, _to - _from);
        if (_to == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        int read = await lines.ReadAsync(_buffer.AsMemory(_to), cancel);
        _to += read;
        return read > 0;
    }
}
