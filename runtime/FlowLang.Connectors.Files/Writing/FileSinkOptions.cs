namespace FlowLang.Connectors.Files;

/// <summary>What a sink writes.</summary>
public enum FileFormat
{
    Csv,
    JsonLines,
    Parquet,
}

/// <summary>How a write meets the files that are already there.</summary>
public enum FileWriteMode
{
    /// <summary>The file, or the folder's whole content, is exchanged.</summary>
    Replace,

    /// <summary>Adds a file to the folder; a repeated run of the same interval replaces its own.</summary>
    Append,

    /// <summary>Exchanges the file or folder of the run's interval, which the path's placeholders name.</summary>
    ReplacePartition,
}

/// <summary>The options of a write to files.</summary>
public sealed record FileSinkOptions
{
    public FileWriteMode Mode { get; init; } = FileWriteMode.Replace;

    /// <summary>
    /// <c>auto</c> (by a name that ends in .gz or .zst; snappy for Parquet), <c>none</c>, <c>gzip</c>, <c>zstd</c>, <c>snappy</c>.
    /// </summary>
    public string Compression { get; init; } = "auto";

    /// <summary>Delimiter, quote, header and null of CSV.</summary>
    public CsvOptions Csv { get; init; } = new();

    /// <summary>The engine's format (strftime) of date columns in CSV; null for ISO 8601.</summary>
    public string? DateFormat { get; init; }

    /// <summary>The engine's format (strftime) of datetime and instant columns in CSV; null for ISO 8601.</summary>
    public string? TimeFormat { get; init; }
}
