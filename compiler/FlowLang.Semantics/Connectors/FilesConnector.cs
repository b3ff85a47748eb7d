using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>CSV, JSON lines and Parquet in a folder.</summary>
internal sealed class FilesConnector : ConnectorDescriptor
{
    private static readonly OptionDescriptor Path = new(
        "path", OptionKind.Text,
        "below the root; read: `*`, `**` and `?` match many files, in the order of their names; "
        + "`{day}`-like placeholders are the run's interval",
        IsRequired: true);

    /// <summary>Options of streams: when a file is complete.</summary>
    public const string RollSize = "roll_size";

    /// <inheritdoc cref="RollSize"/>
    public const string RollEvery = "roll_every";

    public override string Name => "files";

    public override string Summary => "Files in a folder of this machine.";

    public override ImmutableArray<OptionDescriptor> Options { get; } =
    [
        new("root", OptionKind.Text, "the folder that all paths start from; a relative one starts from where the program runs",
            IsRequired: true),
    ];

    public override ImmutableArray<EndpointDescriptor> Endpoints { get; } =
    [
        new("csv", "Separated text, one record a row.", [Path], CsvSource, CsvSink, CanRead: true, CanWrite: true, ReadsText: true,
            HasOrigin: true),
        new("json", "JSON lines: one object a line.", [Path], JsonSource, JsonSink, CanRead: true, CanWrite: true, ReadsText: true,
            HasOrigin: true)
        {
            Alias = "jsonl",
        },
        new("parquet", "Parquet.", [Path], ParquetSource, ParquetSink, CanRead: true, CanWrite: true, HasOrigin: true)
        {
            ReadsAgain = true,
        },
    ];

    private static ImmutableArray<OptionDescriptor> CsvFormat =>
    [
        new("delimiter", OptionKind.Text, "one character between fields", Default: "\",\""),
        new("quote", OptionKind.Text, "one character around fields that contain the delimiter, written twice inside; empty for none",
            Default: "\"\\\"\""),
        new("header", OptionKind.Bool, "the first line has the columns' names; without it columns are taken by position", Default: "true"),
        new("null", OptionKind.Text, "the field text (not quoted) that means null", Default: "\"\""),
        new(DateFormats.Option, OptionKind.TimeFormats,
            "how dates are written, or datetimes and instants (UTC) where it has a time of day, by the tokens of `parse_instant`; "
            + "`[…, …]` for one of each; without it ISO 8601"),
    ];

    private static ImmutableArray<OptionDescriptor> CsvSource =>
    [
        .. CsvFormat,
        new("encoding", OptionKind.Choice, "of the bytes", Default: "\"utf-8\"",
            Choices: ["utf-8", "utf-16", "utf-16be", "latin1", "windows-1252"]),
        OptionSet.Compression("of the file; `auto` goes by its first bytes", "auto", "none", "gzip", "zstd"),
        OptionSet.OnBadRecord, OptionSet.Expose, OptionSet.Key, OptionSet.Refresh,
    ];

    private static ImmutableArray<OptionDescriptor> JsonSource =>
    [
        OptionSet.Compression("of the file; `auto` goes by its first bytes", "auto", "none", "gzip", "zstd"),
        OptionSet.OnBadRecord, OptionSet.Expose, OptionSet.Key, OptionSet.Refresh,
    ];

    private static ImmutableArray<OptionDescriptor> ParquetSource => [OptionSet.Expose, OptionSet.Key, OptionSet.Refresh];

    private static ImmutableArray<OptionDescriptor> Sink =>
    [
        OptionSet.Mode("replace", "append", "replace_partition"), OptionSet.Rejects, OptionSet.Key, OptionSet.Delivery,
        new(RollSize, OptionKind.Size, "of streams: a file is complete when its rows have so many bytes as JSON", Default: "128MiB"),
        new(RollEvery, OptionKind.Duration, "of streams: a file is complete so long after its first row", Default: "5m"),
    ];

    private static ImmutableArray<OptionDescriptor> CsvSink =>
        [.. Sink, .. CsvFormat, OptionSet.Compression("of the file; `auto` goes by its name", "auto", "none", "gzip", "zstd")];

    private static ImmutableArray<OptionDescriptor> JsonSink =>
        [.. Sink, OptionSet.Compression("of the file; `auto` goes by its name", "auto", "none", "gzip", "zstd")];

    private static ImmutableArray<OptionDescriptor> ParquetSink =>
        [.. Sink, OptionSet.Compression("of the pages; `auto` is snappy", "auto", "snappy", "zstd", "gzip", "none")];
}
