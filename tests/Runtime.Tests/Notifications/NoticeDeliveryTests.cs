using System.Collections.Concurrent;
using FlowLang.Runtime.Tests.Http;

namespace FlowLang.Runtime.Tests.Notifications;

/// <summary>Notices on their way: together, in order, again, and not for ever.</summary>
public sealed class NoticeDeliveryTests
{
    private readonly Receiver _receiver = new();

    [Fact]
    public async Task A_few_go_one_by_one_in_their_order()
    {
        await DeliverAsync(3);
        Assert.Equal(["taxi: p0 failed", "taxi: p1 failed", "taxi: p2 failed"], _receiver.Told);
    }

    [Fact]
    public async Task Many_at_once_are_one_digest()
    {
        await DeliverAsync(5_000);
        Assert.Equal(["taxi: 5000 notices: 5000 failed"], _receiver.Told);
    }

    [Fact]
    public async Task What_may_pass_is_tried_again_until_it_is_told()
    {
        _receiver.Failures = 2;
        await DeliverAsync(1);
        Assert.Equal(["taxi: p0 failed"], _receiver.Told);
    }

    [Fact]
    public async Task What_is_refused_does_not_hold_up_the_next()
    {
        _receiver.Failures = 1;
        _receiver.IsTransient = false;
        await DeliverAsync(2);
        Assert.Equal(["taxi: p1 failed"], _receiver.Told);
    }

    [Fact]
    public async Task A_process_that_ends_does_not_wait_for_ever()
    {
        _receiver.Failures = int.MaxValue;
        await using NoticeDelivery delivery = new(_receiver, TimeProvider.System, RunLog.Silent) { Gather = TimeSpan.Zero };
        delivery.Add(Notice(0));
        await delivery.DrainAsync(TimeSpan.FromMilliseconds(50));
        Assert.Empty(_receiver.Told);
    }

    private async Task DeliverAsync(int count)
    {
        await using NoticeDelivery delivery = new(_receiver, new HurriedTime(), RunLog.Silent) { Gather = TimeSpan.FromMinutes(1) };
        for (int i = 0; i < count; i++)
        {
            delivery.Add(Notice(i));
        }

        await delivery.DrainAsync(TimeSpan.FromMinutes(1));
    }

    private static Notice Notice(int number) => new($"n{number}", NoticeKind.Failed, "taxi", $"p{number}", DateTimeOffset.UnixEpoch);

    private sealed class Receiver() : Notifier("chat")
    {
        public ConcurrentQueue<string> Told { get; } = [];

        public int Failures { get; set; }

        public bool IsTransient { get; set; } = true;

        public override Task SendAsync(Notice notice, CancellationToken cancel)
        {
            if (Failures-- > 0)
            {
                throw IsTransient ? NoticeErrors.Unreachable(Name, "host", "no answer") : NoticeErrors.Refused(Name, "host", "no");
            }

            Told.Enqueue(NoticeText.Title(notice));
            return Task.CompletedTask;
        }
    }
}
