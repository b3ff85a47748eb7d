using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using FlowLang.Streams;

namespace FlowLang.Driver.Testing.Streams;

/// <summary>
/// The target of a tested stream: its rows as JSON. Of rows that update each other it has the last one of each key, as a table would.
/// </summary>
internal sealed class RowCollection : IStreamStore
{
    private readonly Dictionary<string, byte[]> _rows = new(StringComparer.Ordinal);
    private long _unkeyed;

    public IEnumerable<ReadOnlyMemory<byte>> Rows => _rows.Values.Select(row => new ReadOnlyMemory<byte>(row));

    public Task OpenAsync(StreamRun run, StateSignature signature, CancellationToken cancel) => Task.CompletedTask;

    public Task<ImmutableArray<PartitionProgress>> TakeAsync(ImmutableArray<StreamPartition> partitions, CancellationToken cancel) =>
        Task.FromResult(ImmutableArray<PartitionProgress>.Empty);

    public async IAsyncEnumerable<StateChange> RestoreAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        yield break;
    }

    public Task CommitAsync(StreamCommit commit, CancellationToken cancel)
    {
        commit.Outputs.ToList().ForEach(Take);
        return Task.CompletedTask;
    }

    public Task ReleaseAsync(ImmutableArray<StreamPartition> partitions, CancellationToken cancel) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Take(StreamRows rows)
    {
        int[] key = [.. Enumerable.Range(0, rows.Columns.Length).Where(i => rows.Columns[i].IsKey)];
        using JsonRowWriter json = new(rows.Columns);
        JsonRowWriter writer = json;
        for (int row = 0; row < rows.Count; row++)
        {
            json.Clear();
            rows.Write(row, row + 1, ref writer);
            string at = key.Length == 0
                ? $"{_unkeyed++}"
                : string.Join('\n', key.Select(column => Encoding.UTF8.GetString(json.ValueOf(column))));
            if (rows.IsDeleted(row))
            {
                _rows.Remove(at);
            }
            else
            {
                _rows[at] = json.Written.ToArray();
            }
        }
    }
}
