using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>Rows for one target, in order; the generated subclass knows their type.</summary>
public abstract class StreamRows
{
    public abstract ImmutableArray<Column> Columns { get; }

    public abstract int Count { get; }

    /// <summary>Where a row of an update stream stands for "no row of this key any more".</summary>
    public virtual bool IsDeleted(int index) => false;

    /// <summary>Hands the rows from <paramref name="from"/> on, before <paramref name="to"/>, to a writer.</summary>
    public abstract void Write<TWriter>(int from, int to, ref TWriter writer)
        where TWriter : IRowWriter, allows ref struct;
}
