using System.Collections.Immutable;
using System.Runtime.CompilerServices;
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

    public Task SetPrintingAsync(CancellationToken cancel) =>
        session.ExecuteAsync(string.Join("; ", Printing.Select(s => $"SET {s.Name} = '{s.Value}'")), cancel);

    /// <summary>Takes the snapshot over; the connection that exported it may go on after that. Null for one of now.</summary>
    public async Task ImportAsync(string? snapshot, CancellationToken cancel)
    {
        await SetPrintingAsync(cancel);
        await session.ExecuteAsync("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", cancel);
        if (snapshot is not null)
        {
            await session.ExecuteAsync($"SET TRANSACTION SNAPSHOT '{snapshot}'", cancel);
        }
    }

    /// <summary>Every row of the table, in a buffer that the next one overwrites.</summary>
    public async IAsyncEnumerable<RowTexts> ReadAsync(CapturedTable table, [EnumeratorCancellation] CancellationToken cancel)
    {
        string columns = string.Join(", ", table.Columns.Select(c => Sql.Name(c.Name)));
        RowTexts row = new();
        await foreach (ReadOnlyMemory<byte> line in CopyAsync($"SELECT {columns} FROM {table.Name.Quoted}", cancel))
        {
            CopyLine.Read(line.Span, row);
            yield return row;
        }
    }

    /// <summary>The lines that COPY has for a query.</summary>
    public async Task<List<byte[]>> LinesAsync(string query, CancellationToken cancel)
    {
        List<byte[]> lines = [];
        await foreach (ReadOnlyMemory<byte> line in CopyAsync(query, cancel))
        {
            lines.Add(line.ToArray());
        }

        return lines;
    }

    public async ValueTask DisposeAsync() => await session.DisposeAsync();

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> CopyAsync(string query, [EnumeratorCancellation] CancellationToken cancel)
    {
        using TextReader copy = await session.Link.BeginTextExportAsync($"COPY ({query}) TO STDOUT", cancel);
        Stream lines = ((StreamReader)copy).BaseStream;
        (_from, _to) = (0, 0);
        while (true)
        {
            int end = _buffer.AsSpan(_from, _to - _from).IndexOf((byte)'\n');
            if (end >= 0)
            {
                ReadOnlyMemory<byte> line = _buffer.AsMemory(_from, end);
                _from += end + 1;
                yield return line;
            }
            else if (!await FillAsync(lines, cancel))
            {
                yield break;
            }
        }
    }

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
