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

        // The rows of a key and time have left.
        Gone,
    }

    internal override long Spilled => _versions.Spilled + _waiting.Spilled;

    internal override void Spill(SpillArea area)
    {
        _versions.Spill(area);
        _waiting.Spill(area);
    }

    private protected override void Read(ref StateReader reader)
    {
        StateReader bytes = new(reader.Bytes());
        TKey key = TForm.ReadKey(ref bytes);
        (Kind kind, long time) = ((Kind)reader.Unsigned(), reader.Integer());
        switch (kind)
        {
            case Kind.Left:
                _waiting.Add(new(key, time, TForm.ReadLeft(ref reader)));
                break;
            case Kind.Gone:
                _waiting.Leave(in key, time);
                break;
            default:
                Add(in key, time, kind == Kind.End ? null : TForm.ReadRight(ref reader));
                break;
        }
    }

    private protected override void Reopen()
    {
        _waiting.Forget(Closed);
        IsBehind = false;
        Forget(Closed);
        while (IsBehind)
        {
            _versions.SpillAgain();
            IsBehind = false;
            Forget(Closed);
        }
    }

    private protected override void EndRound() => _versions.EndRound();

    // Versions and rows are written as they come.
    private protected override void Write(ulong whole)
    {
        if (whole == 0)
        {
            return;
        }

        _versions.Visit(whole, (key, versions) => WriteAll(in key, versions, whole));
        _waiting.Visit(whole, row =>
        {
            TForm.WriteKey(row.Key, ref Log.Entry);
            if (KeyGroup.IsIn(whole, Log.Group))
            {
                Write(in row);
            }
        });
    }

    // The versions of a key whose group is among these.
    private void WriteAll(in TKey key, VersionList<TKey, TLeft, TRight, TForm> versions, ulong groups)
    {
        TForm.WriteKey(in key, ref Log.Entry);
        if (KeyGroup.IsIn(groups, Log.Group))
        {
            foreach (var version in versions.All)
            {
                Write(in key, version.Time, version.Row);
            }
        }
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
        TForm.WriteKey(in key, ref Log.Entry);
        ref StateWriter writer = ref Log.Keyed();
        writer.Unsigned((ulong)kind);
        writer.Integer(time);
        return ref writer;
    }
}
