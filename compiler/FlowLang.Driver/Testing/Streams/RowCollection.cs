using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using FlowLang.Streams;

namespace FlowLang.Driver.Testing.Streams;

/// <summary>
/// What comes out of a tested stream, as JSON, with the state and the positions that its next life goes on from. Of rows that update each
/// other it has the last one of each key, as a table would.
/// </summary>
internal sealed class RowCollection : IStreamStore
{
    private readonly Dictionary<string, byte[]> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ReadOnlyMemory<byte>>> _sides = [];
    private readonly Dictionary<StreamPartition, PartitionProgress> _progress = [];
    private readonly List<StateChange> _state = [];
    private long _unkeyed;
    private bool _isKeyed;

    public IEnumerable<ReadOnlyMemory<byte>> Rows => _rows.Values.Select(row => new ReadOnlyMemory<byte>(row));

    /// <summary>The rows of an output that a test has not looked at yet; of rows that update each other all that the table has.</summary>
    /// <param name="output">A side output's name; null for the target.</param>
    public ImmutableArray<ReadOnlyMemory<byte>> Look(string? output)
    {
        ImmutableArray<ReadOnlyMemory<byte>> rows =
            [.. output is null ? Rows : _sides.GetValueOrDefault(output) ?? Enumerable.Empty<ReadOnlyMemory<byte>>()];
        if (output is not null)
        {
            _sides.Remove(output);
        }
        else if (!_isKeyed)
        {
            _rows.Clear();
        }

        return rows;
    }

    /// <summary>Takes what a life wrote beside its target.</summary>
    public void Take(GivenOutput side)
    {
        if (!_sides.TryGetValue(side.Name, out List<ReadOnlyMemory<byte>>? rows))
        {
            _sides.Add(side.Name, rows = []);
        }

        rows.AddRange(side.Rows);
    }

    public Task OpenAsync(StreamRun run, StateSignature signature, CancellationToken cancel) => Task.CompletedTask;

    public Task<ImmutableArray<PartitionProgress>> TakeAsync(ImmutableArray<StreamPartition> partitions, CancellationToken cancel) =>
        Task.FromResult<ImmutableArray<PartitionProgress>>([.. _progress.Values.Where(p => partitions.Contains(p.Partition))]);

    public async IAsyncEnumerable<StateChange> RestoreAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        foreach (StateChange change in _state)
        {
            yield return change;
        }
    }

    public Task CommitAsync(StreamCommit commit, CancellationToken cancel)
    {
        commit.Outputs.ToList().ForEach(Take);
        commit.Progress.ToList().ForEach(progress => _progress[progress.Partition] = progress);
        foreach (StateChange change in commit.State)
        {
            if (change.Replaces)
            {
                _state.RemoveAll(c => c.Operator == change.Operator && c.Group == change.Group);
            }

            _state.Add(change with { Entries = change.Entries.ToArray() });
        }

        return Task.CompletedTask;
    }

    public Task ReleaseAsync(ImmutableArray<StreamPartition> partitions, CancellationToken cancel) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Take(StreamRows rows)
    {
        int[] key = [.. Enumerable.Range(0, rows.Columns.Length).Where(i => rows.Columns[i].IsKey)];
        _isKeyed |= key.Length > 0;
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
