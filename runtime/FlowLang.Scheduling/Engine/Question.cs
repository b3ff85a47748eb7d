using FlowLang.Runtime;
using FlowLang.Scheduling.Store;

namespace FlowLang.Scheduling.Engine;

/// <summary>What somebody asks for and waits for: the answer is given when the store has it.</summary>
internal sealed class Question<T>(Func<Scheduler, IRunTransaction, T> work) : ISchedulerInput
    where T : notnull
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private FlowException? _mistake;

    public bool IsKept => false;

    public Task<T> Answer => _answer.Task;

    public void Apply(Scheduler scheduler, IRunTransaction transaction)
    {
        _mistake = null;
        try
        {
            _result = work(scheduler, transaction);
        }
        catch (FlowException e) when (e.Error.Code != "RT7001")
        {
            _mistake = e; // the asker's; it stands in nobody else's way
        }
    }

    public void Committed()
    {
        if (_mistake is { } mistake)
        {
            _answer.TrySetException(mistake);
        }
        else if (_result is { } result)
        {
            _answer.TrySetResult(result);
        }
    }

    public void Failed(FlowException e) => _answer.TrySetException(e);
}
