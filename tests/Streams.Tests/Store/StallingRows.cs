using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Streams.Tests.Store;

/// <summary>Rows of which the last comes when the test says so: so looks a process that was stopped in a round.</summary>
internal sealed class StallingRows : StreamRows
{
    private readonly TestRows _rows = TestRows.Of(Enumerable.Range(1, 100));
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _goOn = new();

    public Task Reached => _reached.Task;

    public override ImmutableArray<Column> Columns => _rows.Columns;

    public override int Count => _rows.Count;

    public void GoOn() => _goOn.Set();

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        if (to == Count)
        {
            _reached.SetResult();
            _goOn.Wait();
        }

        _rows.Write(from, to, ref writer);
    }
}
