using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>A row, struct, list or map that is being written, and which value of it comes next.</summary>
internal struct JsonFrame(JsonFrameKind kind, ImmutableArray<Column> fields, Column? element)
{
    private int _next;

    public readonly JsonFrameKind Kind => kind;

    public readonly bool IsAtKey => kind == JsonFrameKind.Map && _next % 2 == 0;

    public readonly bool IsNamed => kind == JsonFrameKind.Fields;

    /// <summary>The column of the next value; null for the key of a map.</summary>
    public Column? Next() => kind switch
    {
        JsonFrameKind.Fields => fields[_next++],
        JsonFrameKind.Map => _next++ % 2 == 0 ? null : element,
        _ => element,
    };
}

/// <summary>What a <see cref="JsonFrame"/> is.</summary>
internal enum JsonFrameKind
{
    /// <summary>A row or a struct.</summary>
    Fields,
    List,
    Map,

    /// <summary>One value by itself.</summary>
    Value,
}
