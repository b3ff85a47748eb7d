using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>
/// State of one operator: read at the start, changed in rounds, told to the store with each. Where the watermark takes entries away, the
/// log has the watermark and not each of them.
/// </summary>
public abstract class StateTable(OperatorSignature signature)
{
    private bool _isEnded;

    public OperatorSignature Signature => signature;

    /// <summary>Entries that are held in memory.</summary>
    public abstract int Count { get; }

    /// <summary>About how many bytes of memory they take.</summary>
    public abstract long Bytes { get; }

    /// <summary>The watermark by which entries were closed last.</summary>
    public long Closed { get; private set; } = EventTime.None;

    private protected StateLog Log { get; } = new(signature.Name);

    /// <summary>The watermark took entries away since it was told last.</summary>
    private protected bool HasClosed { get; set; }

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
                return;
            }

            while (!reader.IsAtEnd)
            {
                Read(ref reader);
            }
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
    }

    /// <summary>What changed since it was asked last.</summary>
    public void Changes(ImmutableArray<StateChange>.Builder into)
    {
        ArgumentNullException.ThrowIfNull(into);
        bool isWhole = Log.IsLong || _isEnded;
        if (isWhole)
        {
            Log.Clear();
        }

        Write(isWhole);
        Log.Drain(isWhole, into);
        if (HasClosed)
        {
            StateWriter closed = new(16);
            closed.Integer(Closed);
            into.Add(new StateChange(signature.Name, KeyGroup.OfAll, Replaces: true, closed.ToArray()));
        }

        HasClosed = false;
        _isEnded = false;
        EndRound();
    }

    /// <summary>Entries were closed by it. The end of all input closes them too, and is no time that a later life could compare with: that
    /// nothing is left is told as such.</summary>
    private protected void CloseAt(long watermark)
    {
        _isEnded |= watermark == EventTime.End;
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

    /// <summary>Logs the entries that changed, or all.</summary>
    private protected abstract void Write(bool isWhole);

    /// <summary>What changes from now on is of the next round.</summary>
    private protected virtual void EndRound()
    {
    }
}
