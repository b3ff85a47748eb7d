using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>
/// State of one operator: read at the start, changed in rounds, told to the store with each. Where the watermark takes entries away, the
/// log has the watermark and not each of them.
/// </summary>
public abstract partial class StateTable(OperatorSignature signature)
{
    private bool _isEnded;

    public OperatorSignature Signature => signature;

    /// <summary>The route that it is of: by its watermark entries are closed.</summary>
    public int Route { get; init; }

    /// <summary>Entries that are held in memory.</summary>
    public abstract int Count { get; }

    /// <summary>About how many bytes of memory they take.</summary>
    public abstract long Bytes { get; }

    /// <summary>Entries that lie there.</summary>
    internal virtual long Spilled => 0;

    /// <summary>The watermark by which entries were closed last.</summary>
    public long Closed { get; private set; } = EventTime.None;

    /// <summary>Not all that is closed was given yet: the next call with the same watermark goes on.</summary>
    public bool IsBehind { get; private protected set; }

    /// <summary>The watermark by which all that it closes was given.</summary>
    private protected long Given { get; private set; } = EventTime.None;

    /// <summary>Groups of which entries were given that watermarks do not tell of: what is left of them has to be written.</summary>
    private protected ulong Parted { get; set; }

    private protected StateLog Log { get; } = new(signature.Name);

    /// <summary>The watermark took entries away since it was told last.</summary>
    private protected bool HasClosed { get; set; }

    /// <summary>
    /// Puts the half of the entries on disk that did not change longest. Between rounds only: a round asks for what it changed.
    /// </summary>
    internal virtual void Spill(SpillArea area)
    {
    }

    /// <summary>Takes entries that an earlier life wrote, in their order.</summary>
    public void Restore(StateChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        try
        {
            StateReader reader = new(change.Entries.Span);
            if (change.Group == KeyGroup.OfAll)
            {
                Closed = reader.Integer();
                Given = reader.IsAtEnd ? Closed : reader.Integer();
                return;
            }

            long entries = 0;
            for (; !reader.IsAtEnd; entries++)
            {
                Read(ref reader);
            }

            Log.Read(change.Group, change.Entries.Length, entries);
        }
        catch (InvalidDataException e)
        {
            throw new FlowException(StreamErrors.BrokenState(signature.Name, e.Message), e);
        }
    }

    /// <summary>All entries of an earlier life are there.</summary>
    public void Restored()
    {
        Reopen();
        HasClosed = false;
        EndRound();
        Log.Restored(Count + Spilled);
    }

    /// <summary>What changed since it was asked last.</summary>
    public void Changes(ImmutableArray<StateChange>.Builder into)
    {
        ArgumentNullException.ThrowIfNull(into);
        ulong whole = _isEnded ? KeyGroup.All : Log.Long() | Parted;
        Log.Clear(whole);
        Write(whole);
        Log.Drain(whole, into);
        if (HasClosed)
        {
            StateWriter closed = new(16);
            closed.Integer(Closed);
            if (Given != Closed)
            {
                closed.Integer(Given);
            }

            into.Add(new StateChange(signature.Name, KeyGroup.OfAll, Replaces: true, closed.ToArray()));
        }

        HasClosed = false;
        Parted = 0;
        _isEnded = false;
        EndRound();
    }

    /// <summary>Entries were closed by it, and given. The end of all input closes them too, and is no time that a later life could compare
    /// with: that nothing is left is told as such.</summary>
    private protected void CloseAt(long watermark)
    {
        _isEnded |= watermark == EventTime.End;
        CloseUntil(watermark);

        // One that is lower than before, as an earlier life's begins with, tells nothing of what is still to be given.
        Given = watermark == EventTime.End ? Closed : Math.Max(Given, watermark);
    }

    /// <summary>Entries were closed by it of which some are to be given yet.</summary>
    private protected void CloseUntil(long watermark)
    {
        if (watermark > Closed && watermark != EventTime.End)
        {
            Closed = watermark;
        }
    }

    /// <summary>Takes one entry of the log, its key first.</summary>
    private protected abstract void Read(ref StateReader reader);

    /// <summary>Forgets what the watermark of the earlier life had closed.</summary>
    private protected virtual void Reopen()
    {
    }

    /// <summary>Logs the entries that changed, and all of some groups.</summary>
    /// <param name="whole">These groups, as bits; all or none where the state is not large.</param>
    private protected abstract void Write(ulong whole);

    /// <summary>Logs the entries on disk of some groups.</summary>
    private protected void WriteSpilled(SpilledEntries? spilled, ulong groups) => spilled?.VisitAll(groups, (key, value) =>
    {
        Log.Entry.Append(key);
        Log.Keyed().Append(value);
        return SpillVerdict.Keep;
    });

    /// <summary>What changes from now on is of the next round.</summary>
    private protected virtual void EndRound()
    {
    }
}
