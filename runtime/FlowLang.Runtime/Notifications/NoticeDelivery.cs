using System.Collections.Immutable;
using System.Threading.Channels;

namespace FlowLang.Runtime;

/// <summary>
/// Brings notices to one of those who are told, one after the other and in their order, without holding up who writes them. What comes
/// together goes together: more than <see cref="MostSingle"/> within <see cref="Gather"/> are one digest. What can't be brought is tried
/// for <see cref="Patience"/> and then left out with a line of the log.
/// </summary>
public sealed class NoticeDelivery : IAsyncDisposable
{
    private const int MostWaiting = 10_000;
    private readonly Notifier _notifier;
    private readonly TimeProvider _time;
    private readonly RunLog _log;
    private readonly Channel<Notice> _waiting = Channel.CreateBounded<Notice>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly TaskCompletionSource _ending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public NoticeDelivery(Notifier notifier, TimeProvider time, RunLog log)
    {
        _notifier = notifier;
        _time = time;
        _log = log;
        _work = Task.Run(() => WorkAsync(_stop.Token));
    }

    /// <summary>How long notices are waited for that come together.</summary>
    public TimeSpan Gather { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>So many at once are still sent each by itself.</summary>
    public int MostSingle { get; init; } = 5;

    /// <summary>How long one notice is tried.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(30);

    public void Add(Notice notice) => _waiting.Writer.TryWrite(notice);

    /// <summary>Brings what waits, for so long as <paramref name="patience"/>.</summary>
    public async Task DrainAsync(TimeSpan patience)
    {
        _waiting.Writer.TryComplete();
        _ending.TrySetResult();
        _stop.CancelAfter(patience);
        await _work;
    }

    public async ValueTask DisposeAsync()
    {
        await DrainAsync(TimeSpan.Zero);
        _stop.Dispose();
        (_notifier as IDisposable)?.Dispose();
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stop))
            {
                await Task.WhenAny(_ending.Task, Task.Delay(Gather, _time, stop));
                List<Notice> notices = [];
                while (_waiting.Reader.TryRead(out Notice? notice))
                {
                    notices.Add(notice);
                }

                foreach (Notice notice in Together(notices))
                {
                    await SendAsync(notice, stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The process ends; what waits is in the history of runs.
        }
    }

    private IEnumerable<Notice> Together(List<Notice> notices) => notices.Count <= MostSingle
        ? notices
        : [new Notice($"{notices[0].Id}.digest", NoticeKind.Digest, notices[0].Program, "", notices[^1].At) { Others = [.. notices] }];

    private async Task SendAsync(Notice notice, CancellationToken stop)
    {
        long began = _time.GetTimestamp();
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await _notifier.SendAsync(notice, stop);
                return;
            }
            catch (FlowException e)
            {
                if (!e.Error.Transient || _time.GetElapsedTime(began) > Patience)
                {
                    _log.Write(LogLevel.Error, $"{NoticeText.Title(notice)}: nobody was told. {e.Error}");
                    return;
                }

                _log.Warning($"{e.Error.Message} ({e.Error.Why}); trying again");
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(300, 15 << Math.Min(attempt - 1, 10))), _time, stop);
            }
        }
    }
}
