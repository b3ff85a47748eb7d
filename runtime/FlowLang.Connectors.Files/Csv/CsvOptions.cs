namespace FlowLang.Connectors.Files;

/// <summary>The dialect of a CSV source or sink. One-byte delimiter and quote; a quote inside quotes is doubled (RFC 4180).</summary>
public sealed record CsvOptions
{
    public char Delimiter { get; init; } = ',';

    /// <summary>Null: nothing is quoted.</summary>
    public char? Quote { get; init; } = '"';

    /// <summary>Whether the first record names the columns; without, columns are taken by position.</summary>
    public bool Header { get; init; } = true;

    /// <summary>The unquoted text that means null. A quoted field is never null.</summary>
    public string Null { get; init; } = "";

    public FileFormatOptions Format { get; init; } = new();
}
