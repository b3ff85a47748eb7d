using FlowLang.Runtime;
using FlowLang.Scheduling.Jobs;
using FlowLang.Scheduling.Store;

namespace FlowLang.Scheduling.Engine;

/// <summary>
/// Signs of life. A lease is no moment of a clock, which can be set: it is that the count of another scheduler has not moved for so long by
/// the stopwatch of who looks on.
/// </summary>
internal sealed partial class Scheduler
{
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromSeconds(0.5);
    private readonly Dictionary<string, (long Beat, long SeenAt)> _peers = [];
    private IReadOnlyList<SchedulerIdentity> _schedulers = [];
    private long? _beatAt;
    private long? _lookedAt;

    private void LoadPeers(IRunTransaction transaction, IReadOnlyList<SchedulerIdentity> schedulers)
    {
        _schedulers = schedulers;
        if (_schedulers.All(s => s.Owner != _me.Owner))
        {
            transaction.Register(_me);
        }

        foreach (SchedulerIdentity peer in schedulers.Where(s => s.Owner != _me.Owner))
        {
            if (!_peers.TryGetValue(peer.Owner, out var seen) || seen.Beat != peer.Beat)
            {
                _peers[peer.Owner] = (peer.Beat, _time.GetTimestamp());
            }
        }
    }

    private void LookAtPeers(IRunTransaction transaction)
    {
        Beat(transaction);
        if (_lookedAt is { } at && _time.GetElapsedTime(at) < s_lookEvery)
        {
            return;
        }

        _lookedAt = _time.GetTimestamp();
        HashSet<string> alive = [_me.Owner];
        foreach (SchedulerIdentity peer in _schedulers.Where(s => s.Owner != _me.Owner))
        {
            if (IsDead(peer))
            {
                transaction.Unregister(peer.Owner);
                _peers.Remove(peer.Owner);
            }
            else
            {
                alive.Add(peer.Owner);
            }
        }

        _schedulers = [.. _schedulers.Where(s => alive.Contains(s.Owner))];
        foreach (Job job in Board.Jobs.Where(job => job.Phase == RunPhase.Running).ToList())
        {
            bool isLost = job.Owner == _me.Owner
                ? !_executing.TryGetValue(job.Id, out long token) || token != job.Token
                : !alive.Contains(job.Owner ?? "");
            if (isLost)
            {
                TakeOver(transaction, job);
            }
        }
    }

    private void Beat(IRunTransaction transaction)
    {
        if (_beatAt is { } at && _time.GetElapsedTime(at) < _options.Beat)
        {
            return;
        }

        _beatAt = _time.GetTimestamp();
        if (!transaction.Beat(_me.Owner))
        {
            transaction.Register(_me); // it was taken for dead
        }
    }

    private bool IsDead(SchedulerIdentity peer) => !_store.MayBeAlive(peer.Process)
        || (_peers.TryGetValue(peer.Owner, out var seen) && _time.GetElapsedTime(seen.SeenAt) > _options.Lease);

    /// <summary>The ledger failed in a run of this process, so that how it ended is not known.</summary>
    public void Lost(IRunTransaction transaction, string id, long token)
    {
        _ended.Add(id);
        if (Board.Find(id) is { Phase: RunPhase.Running } job && job.Owner == _me.Owner && job.Token == token)
        {
            TakeOver(transaction, job);
        }
    }

    /// <summary>A process died in a run: the run is tried again, unless it ends its process every time.</summary>
    private void TakeOver(IRunTransaction transaction, Job job)
    {
        if (!transaction.Claim(job))
        {
            return; // its commit is under way; the next step knows more
        }

        transaction.Abandon(job.Id);
        int crashes = job.Crashes + 1;
        bool isOver = !job.IsStream && crashes >= _options.MostCrashes;
        FlowError died = ScheduleErrors.ProcessDied(crashes);
        Job after = job with
        {
            Owner = null,
            Token = job.Token + 1,
            Crashes = crashes,
            Phase = isOver ? RunPhase.Failed : job.CancelledBy is not null && !job.IsStream ? RunPhase.Cancelled : RunPhase.Queued,
            ErrorCode = died.Code,
            Error = isOver ? died.Message : "its process ended without a word; it is run again",
        };
        after = after.IsOpen ? after : after with { Ended = Now };
        if (Change(transaction, job, after))
        {
            Tell(transaction, after.IsOpen ? "run.queued" : "run.ended", job.Pipeline, after, after.Error);
        }
    }
}
