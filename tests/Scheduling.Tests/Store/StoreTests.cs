using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Scheduling.History;
using FlowLang.Scheduling.Jobs;
using FlowLang.Scheduling.Store;

namespace FlowLang.Scheduling.Tests.Store;

/// <summary>What a scheduler writes comes back the same from a file and from a server.</summary>
public sealed class StoreTests
{
    private static readonly DateTimeOffset s_at = new(2026, 3, 29, 1, 30, 0, 123, 456, TimeSpan.Zero);
    private static readonly RunInterval s_hour = RunInterval.Of(IntervalUnit.Hour, new(2026, 3, 29, 1, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_file_keeps_all_that_a_scheduler_writes()
    {
        using var file = new LedgerFile();
        Check(file.Database);
    }

    [SkippableFact]
    public async Task A_server_keeps_all_that_a_scheduler_writes()
    {
        await using PostgresDatabase server = await PostgresDatabase.CreateAsync();
        Check(LedgerServer.Of(server));
    }

    private static void Check(LedgerDatabase database)
    {
        using RunLedger ledger = RunLedger.Open(database);
        using RunLedger others = RunLedger.Open(database);
        var store = new RunStore(ledger);
        var other = new RunStore(others);
        Jobs(store);
        Changes(store, other);
        Done(store, ledger);
        using var history = new RunHistory(database);
        Shown(history);
        Attempts(ledger, history);
        Forgotten(store, history);
    }

    private static void Jobs(RunStore store) => In(store, t =>
    {
        Job full = new("b-2", "p", RunCause.Arrival, s_at)
        {
            Slot = "2026-03-29T01",
            Interval = s_hour,
            Phase = RunPhase.Waiting,
            Attempt = 3,
            Crashes = 1,
            NotBefore = s_at.AddSeconds(5),
            Started = s_at.AddSeconds(-5),
            Totals = new(long.MaxValue, 2, 3, 4),
            ErrorCode = "RT6001",
            Error = "naïve 'quotes' \u00e4 \U0001F600 \n",
            By = "somebody",
            Force = true,
            Owner = "me",
            Token = 7,
            CancelledBy = "me",
            IsLate = true,
        };
        Assert.True(t.Add(full));
        Assert.False(t.Add(full with { Id = "b-3" })); // its slot is taken
        Assert.True(t.Add(new Job("b-4", "p", RunCause.Manual, s_at)));
        Assert.True(t.Add(new Job("B-5", "P", RunCause.Manual, s_at.AddSeconds(-1)) { Slot = "2026-03-29T01" }));
        Assert.Equal(full, t.Find("b-2"));
        Assert.Null(t.Find("nobody"));
        Assert.True(t.Claim(full));
        Assert.False(t.Claim(full with { Token = 6 }));
        Assert.False(t.Update(full with { Attempt = 4 }, token: 6));
        Assert.True(t.Update(full with { Attempt = 4, Owner = null, Token = 8 }, token: 7));
        Assert.Equal(full with { Attempt = 4, Owner = null, Token = 8 }, t.Find("b-2"));
        Assert.Equal(["B-5", "b-2", "b-4"], t.Load().Open.Select(job => job.Id)); // by time, then by code point
        t.AddLine("b-2", new(1, s_at, LogLevel.Warning, "a line"));
        t.AddLine("b-2", new(1, s_at, LogLevel.Warning, "the same one"));
        Assert.True(t.AddArrival("p", new("in/a.csv", 5, s_at), "b-2"));
        Assert.False(t.AddArrival("p", new("in/a.csv", 5, s_at), "b-4"));
        t.AddAsked("key", new("what", "b-2", s_at), s_at);
        t.AddAsked("key", new("another", "b-4", s_at), s_at);
        Assert.Equal(new AskedRow("another", "b-4", s_at), t.Asked("key"));
        Assert.Null(t.Asked("no key"));
    });

    private static void Changes(RunStore store, RunStore other)
    {
        In(store, t => t.IsChangedByOthers()); // it may not know yet
        In(store, t => Assert.False(t.IsChangedByOthers()));
        In(other, t => t.Find("b-2"));
        In(store, t => Assert.False(t.IsChangedByOthers())); // the other only looked
        In(other, t => t.Pause("p", "somebody", s_at));
        In(store, t => t.Find("b-2")); // asks nothing about others
        In(store, t => Assert.True(t.IsChangedByOthers()));
        Assert.Throws<InvalidOperationException>(() => In(store, t =>
        {
            t.Resume("p");
            throw new InvalidOperationException("half done");
        }));
        var peer = new SchedulerIdentity("them", new ProcessIdentity("host", 5, "1"), 0);
        In(store, t =>
        {
            Assert.Contains("p", t.Load().Pauses);
            Assert.True(t.Resume("p"));
            Assert.False(t.Resume("p"));
            t.SetPosition("p", s_at);
            t.SetPosition("p", s_at.AddHours(1));
            t.Register(peer);
            t.Register(peer);
            Assert.True(t.Beat("them"));
            Assert.False(t.Beat("nobody"));
            StoredState state = t.Load();
            Assert.Equal(s_at.AddHours(1), state.Positions["p"]);
            Assert.Equal(peer with { Beat = 1 }, Assert.Single(state.Schedulers));
            t.Unregister("them");
            Assert.Empty(t.Load().Schedulers);
            long first = t.AddEvent(s_at, "run.queued", "p", "b-2", null);
            long second = t.AddEvent(s_at, "run.ended", "p", null, "text");
            Assert.True(first < second);
            Assert.Equal(second, t.LastEvent());
            Assert.Equal([new(second, s_at, "run.ended", "p", null, "text")], t.EventsAfter(first));
        });
    }

    private static void Done(RunStore store, RunLedger ledger)
    {
        In(store, t =>
        {
            t.AddDone("p", s_hour, s_at);
            t.AddDone("p", s_hour, s_at.AddSeconds(1));
            t.AddDone("q", null, s_at);
            Assert.True(t.IsDone("p", s_hour.Start));
            Assert.False(t.IsDone("q", s_at));
            Assert.Equal(1, t.CountDone("p", s_at.AddHours(-1), s_at.AddHours(1)));
            long last = t.LastDone("p");
            Assert.Equal(s_at.AddSeconds(1), t.LastDoneAt("p"));
            Assert.Null(t.LastDoneAt("nothing"));
            Assert.Equal(0, t.LastDone("nothing"));
            Assert.Equal("q", Assert.Single(t.DoneAfter(last, 10)).Pipeline);
            t.SetFollowed(last);
            Assert.Equal(last, t.Load().Followed);
            t.Consume("p", "q", 1);
            t.Consume("p", "q", 2);
            Assert.Equal(2, t.Consumed("p", "q"));
            Assert.Equal(0, t.Consumed("q", "p"));
        });
        BatchRun run = Run("alone");
        ledger.Start(run);
        ledger.Start(run); // as after an answer that was lost
        ledger.CursorsOf("p", run.Id).Keep("source", "1");
        ledger.CursorsOf("p", run.Id).Keep("source", "2");
        ledger.Finish(run, RunState.Done, s_at, null);
        ledger.Finish(run, RunState.Failed, s_at, new FlowError("RT4001", "no"));
        Assert.Equal(RunState.Done, Assert.Single(ledger.Latest(5)).State);
        Assert.Equal("2", ledger.CursorsOf("p", "other").Committed("source"));
        In(store, t => Assert.Equal(2, t.DoneAfter(t.Load().Followed, 10).Count));
    }

    private static void Shown(RunHistory history)
    {
        Assert.Equal(["b-4", "b-2", "B-5"], history.Runs(new RunQuery { Count = 10 }).Items.Select(run => run.Id));
        Page<RunSummary> first = history.Runs(new RunQuery { Count = 1, Pipeline = "p" });
        Assert.Equal("b-2", Assert.Single(history.Runs(new RunQuery { Count = 1, Pipeline = "p", After = first.Next }).Items).Id);
        Assert.Single(history.Runs(new RunQuery { Count = 9, Phase = RunPhase.Waiting, From = s_at, To = s_at.AddTicks(10) }).Items);
        Assert.Equal(["B-5", "b-4"], history.LastOfEach().Select(job => job.Id));
        Assert.Equal("a line", Assert.Single(history.Lines("b-2", 0, 10)).Message);
        Assert.Equal(2, history.Events(0, 10).Count);
        Assert.Equal((0, 0), history.EndedSince(s_at.AddDays(-1)));
        Assert.Empty(history.Schedulers());
        Assert.Empty(history.Pauses());
        Assert.Null(history.LoadedBy("p", s_at));
    }

    private static void Attempts(RunLedger ledger, RunHistory history)
    {
        BatchRun run = Run("try");
        ledger.Start(run, "b-2");
        StepCount step = new("s", FailureAction.Reject, "why", 2);
        run.Report.Add(new WriteReport("w", "t", 3, 1, 2, 0, [step], TimeSpan.FromSeconds(1.5)));
        run.Report.Add(new WriteReport("v", "u", 1, 1, 0, 0, [], TimeSpan.FromSeconds(0.25)));
        StepTime[] times = [new("read", "s", s_at, s_at.AddSeconds(1)), new("write", "t", s_at.AddSeconds(1), s_at.AddMilliseconds(2_345))];
        times.ToList().ForEach(run.Report.Add);
        ledger.Finish(run, RunState.Failed, s_at.AddSeconds(9), new FlowError("RT4001", "no"), "b-2");
        Assert.Null(ledger.DoneOf("b-2", null));
        RunDetail detail = history.Detail(history.Find("b-2") ?? throw new InvalidOperationException("it is there"));
        AttemptSummary attempt = Assert.Single(detail.Attempts);
        Assert.Equal((RunPhase.Failed, "RT4001: no"), (attempt.Phase, attempt.Error));
        Assert.Equal(["w", "v"], detail.Writes.Select(write => write.Relation));
        Assert.Equal(TimeSpan.FromSeconds(1.5), detail.Writes[0].Duration);
        Assert.Equal(step, Assert.Single(detail.Writes[0].Steps));
        Assert.Equal(times, detail.Times);
    }

    private static void Forgotten(RunStore store, RunHistory history)
    {
        In(store, t =>
        {
            Job job = t.Find("b-4") ?? throw new InvalidOperationException("it is there");
            Assert.True(t.Update(job with { Phase = RunPhase.Done, Ended = s_at }, job.Token));
        });
        In(store, t => Assert.Equal(1, t.Prune(s_at.AddDays(1), s_at.AddDays(1), 10)));
        Assert.Null(history.Find("b-4"));
        Assert.NotNull(history.Find("b-2"));
        Assert.Empty(history.Events(0, 10));
        In(store, t => Assert.Null(t.Asked("key")));
    }

    private static BatchRun Run(string id) => new()
    {
        Id = id,
        Pipeline = new PipelineDefinition("p", "main.flow", 1),
        ProgramName = "test",
        SourceHash = "hash",
        Settings = new ProgramSettings { Parameters = ImmutableSortedDictionary<string, string>.Empty, DataDirectory = "/" },
        StartedAt = s_at,
    };

    private static void In(RunStore store, Action<IRunTransaction> work) => store.Transact(transaction =>
    {
        work(transaction);
        return true;
    });

    private static void In<T>(RunStore store, Func<IRunTransaction, T> work) => In(store, transaction => { _ = work(transaction); });
}
