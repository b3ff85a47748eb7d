namespace FlowLang.Streams.Decoding;

/// <summary>Why a record gave no row; the default value says that it gave one.</summary>
/// <param name="Code">RT41…</param>
/// <param name="Path">The field, as `after.fare` or `items[].name`; empty for the record.</param>
/// <param name="Text">What is wrong with it, behind its name.</param>
public readonly record struct DecodeError(string? Code, string Path, string Text)
{
    /// <summary>The record is read.</summary>
    public static DecodeError None => default;

    /// <summary>The record stands for nothing, such as a tombstone behind a delete: it is left out.</summary>
    public static DecodeError Skip { get; } = new("", "", "");

    public bool IsNone => Code is null;

    public bool IsSkip => Code is { Length: 0 };

    /// <summary>For people.</summary>
    public string Message => Path is { Length: > 0 } ? $"`{Path}` {Text}" : Text;

    /// <summary>As an error of the field that the value is in.</summary>
    public DecodeError In(string field) => Code is not { Length: > 0 } ? this
        : this with { Path = Path is { Length: > 0 } and not ['[', ..] ? $"{field}.{Path}" : field + Path };
}
