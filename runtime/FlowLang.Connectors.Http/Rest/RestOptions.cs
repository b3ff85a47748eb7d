using System.Collections.Immutable;

namespace FlowLang.Connectors.Http;

/// <summary>What a REST source asks for, page by page.</summary>
public sealed record RestOptions
{
    /// <summary>The members from the top of an answer to its records.</summary>
    public ImmutableArray<string> Rows { get; init; } = [];

    /// <summary>Query parameters; placeholders are bound by the run.</summary>
    public ImmutableArray<RestValue> Query { get; init; } = [];

    public ImmutableArray<RestValue> Headers { get; init; } = [];

    /// <summary>Null where an answer is one page.</summary>
    public RestPages? Pages { get; init; }

    public int MaxPages { get; init; } = 10_000;

    /// <summary>Bytes of one page, unpacked.</summary>
    public long MaxPageSize { get; init; } = 64 << 20;

    /// <summary>What all pages together may take.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Null where each run reads everything that it asks for.</summary>
    public RestCursor? Cursor { get; init; }
}

/// <summary>A query parameter or header.</summary>
public readonly record struct RestValue(string Name, string Text);

/// <summary>The column whose highest value is kept for the next run.</summary>
public sealed record RestCursor(string Column)
{
    /// <summary>The value of the first run; without it, what names the cursor is left out of that run.</summary>
    public string? Start { get; init; }

    /// <summary>How far before the kept value a run begins.</summary>
    public TimeSpan Overlap { get; init; }
}
