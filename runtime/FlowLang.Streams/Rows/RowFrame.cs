using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>A row, struct, list or map that is being written, and which value of it comes next.</summary>
internal struct RowFrame(RowFrameKind kind, ImmutableArray<Column> fields, Column? element)
{
    private int _next;

    public readonly RowFrameKind Kind => kind;

    public readonly bool IsAtKey => kind == RowFrameKind.Map && _next % 2 == 0;

    public readonly bool IsNamed => kind == RowFrameKind.Fields;

    /// <summary>The column of the next value; null for the key of a map.</summary>
    public Column? Next() => kind switch
    {
        RowFrameKind.Fields => fields[_next++],
        RowFrameKind.Map => _next++ % 2 == 0 ? null : element,
        _ => element,
    };
}

/// <summary>What a <see cref="RowFrame"/> is.</summary>
internal enum RowFrameKind
{
    /// <summary>A row or a struct.</summary>
    Fields,
    List,
    Map,

    /// <summary>One value by itself.</summary>
    Value,
}
