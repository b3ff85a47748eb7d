using Npgsql;

namespace FlowLang.Benchmarks.Streams.Live;

/// <summary>How far a pipeline's commits got, as its database says.</summary>
internal sealed class CommittedOffsets(string postgres, string pipeline) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _server = NpgsqlDataSource.Create(postgres);

    /// <summary>Has the next run of the pipeline be a first one, into an empty table.</summary>
    public async Task ForgetAsync(string table, string columns)
    {
        await ExecuteAsync($"create schema if not exists bench; drop table if exists {table}; create table {table} {columns}");
        foreach (string kept in new[] { "stream_offsets", "stream_state", "stream_operators" })
        {
            if (await ExecuteAsync($"select to_regclass('flow.{kept}')::text") is string)
            {
                await ExecuteAsync($"delete from flow.{kept} where pipeline = '{pipeline}'");
            }
        }

        await ExecuteAsync("checkpoint");
    }

    /// <summary>Records behind the committed offsets; null before partitions are owned.</summary>
    public async Task<long?> CountAsync() => await ExecuteAsync("select to_regclass('flow.stream_offsets')::text") is string
        && await ExecuteAsync($"select sum(coalesce(next_offset, 0))::bigint from flow.stream_offsets where pipeline = '{pipeline}'") is long n
        ? n
        : null;

    public async Task<object?> ExecuteAsync(string sql)
    {
        await using NpgsqlCommand command = _server.CreateCommand(sql);
        command.CommandTimeout = 0;
        return await command.ExecuteScalarAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
