using System.Runtime.InteropServices;

namespace FlowLang.Connectors.Kafka;

/// <summary>Waits for the acknowledgements of one batch; librdkafka's messages hold it by <see cref="Pointer"/>.</summary>
internal sealed class BatchDelivery
{
    private readonly TaskCompletionSource<int> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private GCHandle _self;
    private int _left;
    private int _error;

    public BatchDelivery(int count)
    {
        _left = count;
        _self = GCHandle.Alloc(this);
    }

    public nint Pointer => GCHandle.ToIntPtr(_self);

    /// <summary>The first error, or 0.</summary>
    public Task<int> Done => _done.Task;

    public static void Settle(nint pointer, int error) => (GCHandle.FromIntPtr(pointer).Target as BatchDelivery)?.Settle(error);

    private void Settle(int error)
    {
        if (error != 0)
        {
            Interlocked.CompareExchange(ref _error, error, 0);
        }

        if (Interlocked.Decrement(ref _left) == 0)
        {
            _self.Free();
            _done.SetResult(_error);
        }
    }
}
