namespace FlowLang.Hosting.Hosted;

/// <summary>Listens to what the process that hosts this one orders.</summary>
internal sealed class HostedControl : IDisposable
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ended;

    public HostedControl(TextReader orders, CancellationToken stop)
    {
        _ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _ended.Token.Register(() => _begun.TrySetResult());
        _ = Task.Run(() => ListenAsync(orders), CancellationToken.None);
    }

    /// <summary>Completed when runs may be started, and when there is nothing more to wait for.</summary>
    public Task Begun => _begun.Task;

    public CancellationToken Ended => _ended.Token;

    public void Dispose() => _ended.Dispose();

    private async Task ListenAsync(TextReader orders)
    {
        try
        {
            while (await orders.ReadLineAsync() is { } order && order != HostedOrders.End)
            {
                if (order == HostedOrders.Begin)
                {
                    _begun.TrySetResult();
                }
            }

            await _ended.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The process ends.
        }
    }
}
