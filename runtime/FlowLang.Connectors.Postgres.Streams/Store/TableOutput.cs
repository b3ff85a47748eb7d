using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;
using FlowLang.Streams;
using Npgsql;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// One table of a store on one connection. Appended rows are copied into it; rows by key into a temporary table, from which
/// <see cref="Merge"/> takes the last of each key.
/// </summary>
internal sealed class TableOutput
{
    private const int SendSize = 256 * 1024;

    /// <summary>Rows of a first call, whose size tells how many fit into the next.</summary>
    private const int FirstRows = 16;
    private const int MostRows = 4096;
    private const string Place = "flow row";
    private const string Deleted = "flow deleted";

    private static readonly byte[] Signature = [.. "PGCOPY\n"u8, 255, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly TableName _name;
    private readonly TableTarget _target;
    private readonly ImmutableArray<CopyField> _fields;
    private readonly CopyBuffer _buffer = new(SendSize + (64 * 1024));
    private readonly string _staging;
    private readonly string _copy;

    public TableOutput(TableTarget target, int number)
    {
        _target = target;
        _name = TableName.Parse(target.Table);
        _fields = CopyField.Of(target.Columns);
        _staging = $"pg_temp.flow_stage_{number}";
        string list = string.Join(", ", target.Columns.Select(c => Sql.Name(c.Name)));
        string into = IsKeyed ? $"{_staging} ({list}, {Sql.Name(Place)}, {Sql.Name(Deleted)})" : $"{_name.Quoted} ({list})";
        _copy = $"COPY {into} FROM STDIN (FORMAT binary)";
    }

    public TableName Name => _name;

    public TableOptions Options => _target.Options;

    public ImmutableArray<Column> Columns => _target.Columns;

    public bool IsKeyed => _target.Options.Mode == WriteMode.Upsert;

    /// <summary>Makes the temporary table of a new connection.</summary>
    public Task BeginAsync(PostgresSession session, CancellationToken cancel)
    {
        string columns = string.Join(", ", Columns.Select(c => $"{Sql.Name(c.Name)} {PostgresTypes.Name(c.Type)}"));
        return IsKeyed
            ? session.ExecuteAsync(
                $"CREATE TEMP TABLE {_staging["pg_temp.".Length..]} ({columns}, {Sql.Name(Place)} integer, {Sql.Name(Deleted)} boolean) "
                + "ON COMMIT DELETE ROWS",
                cancel)
            : Task.CompletedTask;
    }

    /// <summary>Rows go to the server; they count when the transaction does.</summary>
    public async Task SendAsync(PostgresSession session, StreamRows rows, CancellationToken cancel)
    {
        NpgsqlRawCopyStream wire = await session.Link.BeginRawBinaryCopyAsync(_copy, cancel);
        try
        {
            _buffer.Clear();
            _buffer.Write(Signature);
            int take = FirstRows;
            for (int from = 0; from < rows.Count;)
            {
                int to = Math.Min(from + take, rows.Count);
                int size = Encode(rows, from, to);
                take = Math.Clamp(SendSize / Math.Max(1, size / (to - from)), 1, MostRows);
                from = to;
                if (_buffer.Length >= SendSize)
                {
                    await wire.WriteAsync(_buffer.Written, cancel);
                    _buffer.Clear();
                }
            }

            Trailer();
            await wire.WriteAsync(_buffer.Written, cancel);
            await wire.DisposeAsync();
        }
        catch
        {
            await CopyWriter.AbandonAsync(wire);
            throw;
        }
    }

    /// <summary>The statement that takes staged rows over.</summary>
    public string Merge()
    {
        ImmutableArray<string> keys = [.. Columns.Where(c => c.IsKey).Select(c => Sql.Name(c.Name))];
        ImmutableArray<string> all = [.. Columns.Select(c => Sql.Name(c.Name))];
        ImmutableArray<string> values = all.RemoveRange(keys);
        string key = string.Join(", ", keys);
        string list = string.Join(", ", all);
        string update = values.IsEmpty
            ? "DO NOTHING"
            : $"DO UPDATE SET {string.Join(", ", values.Select(c => $"{c} = EXCLUDED.{c}"))} "
                + $"WHERE ({string.Join(", ", values.Select(c => $"t.{c}"))}) IS DISTINCT FROM "
                + $"({string.Join(", ", values.Select(c => $"EXCLUDED.{c}"))})";
        return $"""
            WITH last AS MATERIALIZED (SELECT DISTINCT ON ({key}) * FROM {_staging} ORDER BY {key}, {Sql.Name(Place)} DESC),
            gone AS (DELETE FROM {_name.Quoted} AS t USING last
              WHERE last.{Sql.Name(Deleted)} AND {string.Join(" AND ", keys.Select(k => $"t.{k} = last.{k}"))})
            INSERT INTO {_name.Quoted} AS t ({list}) SELECT {list} FROM last WHERE NOT {Sql.Name(Deleted)} ON CONFLICT ({key}) {update}
            """;
    }

    /// <summary>Gives the bytes that the rows became.</summary>
    private int Encode(StreamRows rows, int from, int to)
    {
        int before = _buffer.Length;
        try
        {
            var writer = new CopyRowWriter(_buffer, _fields, IsKeyed ? rows : null);
            writer.Begin(from);
            rows.Write(from, to, ref writer);
            return _buffer.Length - before;
        }
        catch (RefusedValueException e)
        {
            throw new FlowException(StoreErrors.Refused($"{_name}", new UnwritableValueException(e.Column, e.Value, e.Why)), e);
        }
        catch (UnwritableValueException e)
        {
            throw new FlowException(StoreErrors.Refused($"{_name}", e), e);
        }
    }

    private unsafe void Trailer() => _buffer.Advance(Wire.Put(_buffer.Reserve(2), (short)-1));
}
