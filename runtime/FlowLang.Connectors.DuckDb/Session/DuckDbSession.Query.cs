using System.Collections.Immutable;
using DuckDB.NET.Data;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

public sealed partial class DuckDbSession
{
    /// <summary>Runs statements that return nothing.</summary>
    public Task ExecuteAsync(string sql, CancellationToken cancel) => ExecuteAsync(sql, "a statement", cancel);

    /// <summary>Runs statements that return nothing; <paramref name="work"/> says what they do, for an error.</summary>
    public async Task ExecuteAsync(string sql, string work, CancellationToken cancel)
    {
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        await InterruptibleAsync(() => command.ExecuteNonQuery(), work, cancel);
    }

    /// <summary>Runs a query of a few rows and gives them as plain values, null for SQL's null.</summary>
    public async Task<ImmutableArray<ImmutableArray<object?>>> RowsAsync(string sql, string work, CancellationToken cancel)
    {
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        return await InterruptibleAsync(() => ReadRows(command), work, cancel);
    }

    /// <summary>Streams a query's result. Until the stream is disposed the session can run nothing else.</summary>
    public Task<DuckDbChunkStream> StreamAsync(string sql, CancellationToken cancel) => Task.Run(
        () => new DuckDbChunkStream(ResultProducer.Open(this, sql, "a query", declared: null, split: null)), cancel);

    /// <summary>The columns of a SELECT, verified by the engine without running it.</summary>
    public async Task<ImmutableArray<LiveColumn>> DescribeAsync(string sql, CancellationToken cancel)
    {
        var rows = await RowsAsync($"DESCRIBE {sql}", "description of a query", cancel);
        return [.. rows.Select(r => new LiveColumn($"{r[0]}", DuckDbTypes.Parse($"{r[1]}"), $"{r[1]}"))];
    }

    /// <summary>
    /// Runs blocking engine work off the caller's thread; cancelling interrupts it. Its exceptions come out as errors for a person.
    /// </summary>
    internal async Task<T> InterruptibleAsync<T>(Func<T> work, string name, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        await using CancellationTokenRegistration registration = cancel.Register(() => _connection.NativeConnection.Interrupt());
        try
        {
            return await Task.Run(work, CancellationToken.None);
        }
        catch (Exception e)
        {
            cancel.ThrowIfCancellationRequested();
            throw Failure(e, name);
        }
    }

    /// <summary>What to throw for an exception: what a source said about its data first, since the engine only repeats it.</summary>
    internal Exception Failure(Exception e, string work)
    {
        FlowException? told = _sourceFailure;
        _sourceFailure = null;
        return told ?? EngineErrors.Translate(e, work, Run.Pipeline);
    }

    /// <summary>
    /// While a result streams, one core is left to its reader: the engine's threads spin while they wait for a full queue, which would
    /// take the time of the encoder, and on small machines of the server too.
    /// </summary>
    internal void ShareCores(bool streaming)
    {
        int all = Run.Settings.EngineThreads > 0 ? Run.Settings.EngineThreads : Environment.ProcessorCount;
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = $"SET threads = {(streaming ? Math.Max(1, all - 1) : all)}";
        command.ExecuteNonQuery();
    }

    /// <summary>Called by a source's scan inside the engine, on the engine's thread, when its data can't be read.</summary>
    internal void FailSource(FlowException error) => _sourceFailure ??= error;

    private static ImmutableArray<ImmutableArray<object?>> ReadRows(DuckDBCommand command)
    {
        using DuckDBDataReader reader = command.ExecuteReader();
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<object?>>();
        while (reader.Read())
        {
            var row = ImmutableArray.CreateBuilder<object?>(reader.FieldCount);
            for (int i = 0; i < reader.FieldCount; i++)
            {
                row.Add(reader.IsDBNull(i) ? null : reader.GetValue(i));
            }

            rows.Add(row.MoveToImmutable());
        }

        return rows.ToImmutable();
    }
}
