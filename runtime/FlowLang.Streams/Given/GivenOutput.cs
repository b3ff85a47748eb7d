namespace FlowLang.Streams;

/// <summary>Late or rejected rows of a tested stream: kept as JSON for the test, which looks at them by the output's name.</summary>
/// <param name="name">The output's.</param>
public sealed class GivenOutput(string name) : ISideOutput
{
    private readonly List<ReadOnlyMemory<byte>> _rows = [];

    public string Name => name;

    /// <summary>In the order in which they were written.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Rows => _rows;

    public Task OpenAsync(StreamRun run, CancellationToken cancel) => Task.CompletedTask;

    public Task WriteAsync(StreamRows rows, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(rows);
        using JsonRowWriter json = new(rows.Columns);
        JsonRowWriter writer = json;
        for (int row = 0; row < rows.Count; row++)
        {
            json.Clear();
            rows.Write(row, row + 1, ref writer);
            _rows.Add(json.Written.ToArray());
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
