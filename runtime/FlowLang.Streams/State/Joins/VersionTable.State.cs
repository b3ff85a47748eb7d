using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>
/// The state of a table and of the rows that wait for it: an entry for each version and row, and the watermark behind which all are done.
/// </summary>
public sealed partial class VersionTable<TKey, TLeft, TRight, TForm>
{
    private enum Kind
    {
        Left,
        Version,
        End,
    }

    public override void Restore(StateChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        try
        {
            StateReader reader = new(change.Entries.Span);
            if (change.Group == KeyGroup.OfAll)
            {
                _closed = reader.Integer();
                return;
            }

            while (!reader.IsAtEnd)
            {
                StateReader bytes = new(reader.Bytes());
                TKey key = TForm.ReadKey(ref bytes);
                (Kind kind, long time) = ((Kind)reader.Unsigned(), reader.Integer());
                if (kind == Kind.Left)
                {
                    _waiting.Enqueue(new(key, time, TForm.ReadLeft(ref reader)), time);
                }
                else
                {
                    Add(new(key, time, kind == Kind.End ? null : TForm.ReadRight(ref reader)));
                }
            }
        }
        catch (InvalidDataException e)
        {
            throw new FlowException(StreamErrors.BrokenState(signature.Name, e.Message), e);
        }
    }

    public override void Restored()
    {
        Resolve(_closed, null, null);
        Forget(_closed);
        _hasClosed = false;
    }

    public override void Changes(ImmutableArray<StateChange>.Builder into)
    {
        ArgumentNullException.ThrowIfNull(into);
        bool isWhole = _log.IsLong || _isEnded;
        if (isWhole)
        {
            _log.Clear();
            foreach ((TKey key, List<Version> versions) in _versions)
            {
                versions.ForEach(version => Write(in key, version.Time, version.Row));
            }

            foreach ((JoinRow<TKey, TLeft> row, long _) in _waiting.UnorderedItems)
            {
                Write(in row);
            }
        }

        _log.Drain(isWhole, into);
        if (_hasClosed)
        {
            StateWriter closed = new(16);
            closed.Integer(_closed);
            into.Add(new StateChange(signature.Name, KeyGroup.OfAll, Replaces: true, closed.ToArray()));
        }

        _hasClosed = false;
        _isEnded = false;
    }

    private void Write(in JoinRow<TKey, TLeft> row) => TForm.WriteLeft(row.Row, ref Begin(row.Key, Kind.Left, row.Time));

    private void Write(in TKey key, long time, TRight? row)
    {
        ref StateWriter writer = ref Begin(in key, row is null ? Kind.End : Kind.Version, time);
        if (row is { } version)
        {
            TForm.WriteRight(in version, ref writer);
        }
    }

    private ref StateWriter Begin(in TKey key, Kind kind, long time)
    {
        TForm.WriteKey(in key, ref _log.Entry);
        ref StateWriter writer = ref _log.Keyed();
        writer.Unsigned((ulong)kind);
        writer.Integer(time);
        return ref writer;
    }
}
