using System.Collections.Concurrent;

namespace FlowLang.Streams;

/// <summary>
/// Polls a source, once whenever it is asked to. A poll waits most of the time, and as many lives as there are would take as many threads
/// of the pool, which all others wait for.
/// </summary>
internal sealed class PollingThread : IDisposable
{
    private readonly BlockingCollection<TaskCompletionSource<SourceEvent?>> _asked = [];
    private readonly Thread _thread;

    public PollingThread(IStreamSource source, TimeSpan patience)
    {
        _thread = new Thread(() => Work(source, patience)) { IsBackground = true, Name = "poll" };
        _thread.Start();
    }

    /// <summary>What the source tells, or null where it had nothing to tell for as long as it is waited for.</summary>
    public Task<SourceEvent?> PollAsync()
    {
        TaskCompletionSource<SourceEvent?> told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Add(told);
        return told.Task;
    }

    /// <summary>Ends the thread; a poll that waits is waited for.</summary>
    public void Dispose()
    {
        _asked.CompleteAdding();
        _thread.Join();
        _asked.Dispose();
    }

    private void Work(IStreamSource source, TimeSpan patience)
    {
        foreach (TaskCompletionSource<SourceEvent?> told in _asked.GetConsumingEnumerable())
        {
            try
            {
                told.SetResult(source.Poll(patience));
            }
            catch (Exception e)
            {
                told.SetException(e);
            }
        }
    }
}
