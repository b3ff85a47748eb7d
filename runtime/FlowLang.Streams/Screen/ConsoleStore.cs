using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>
/// Shows the rows of each round to whoever runs the program. It keeps nothing: the next life begins where the program says that a first one
/// does.
/// </summary>
/// <param name="targets">A title for each write, and how many rows of a round are shown.</param>
public sealed class ConsoleStore(ImmutableArray<(string Title, int Rows)> targets) : IStreamStore
{
    private StreamRun? _run;

    public Task OpenAsync(StreamRun run, StateSignature signature, CancellationToken cancel)
    {
        _run = run;
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<PartitionProgress>> TakeAsync(ImmutableArray<StreamPartition> partitions, CancellationToken cancel) =>
        Task.FromResult(ImmutableArray<PartitionProgress>.Empty);

    public async IAsyncEnumerable<StateChange> RestoreAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        yield break;
    }

    public Task CommitAsync(StreamCommit commit, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(commit);
        for (int i = 0; i < commit.Outputs.Length; i++)
        {
            if (commit.Outputs[i].Count > 0)
            {
                _run?.Log.Table(Table(targets[i].Title, commit.Outputs[i], targets[i].Rows));
            }
        }

        return Task.CompletedTask;
    }

    public Task ReleaseAsync(ImmutableArray<StreamPartition> partitions, CancellationToken cancel) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static RowTable Table(string title, StreamRows rows, int shown)
    {
        using JsonRowWriter json = new(rows.Columns) { HasLargeIntegers = true };
        JsonRowWriter writer = json;
        var lines = ImmutableArray.CreateBuilder<ImmutableArray<string?>>();
        for (int row = 0; row < Math.Min(rows.Count, shown); row++)
        {
            json.Clear();
            rows.Write(row, row + 1, ref writer);
            lines.Add([.. Enumerable.Range(0, rows.Columns.Length).Select(column => Cell(json.ValueOf(column)))]);
        }

        return new RowTable(title, rows.Columns, lines.ToImmutable(), rows.Count);
    }

    // A text without its quotes, anything else as JSON has it.
    private static string? Cell(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json);
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.String => reader.GetString(),
            _ => Encoding.UTF8.GetString(json),
        };
    }
}
