using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>
/// What a connector can be asked for: one declaration a connector, read by the binder, the emitters, the documentation and completion.
/// </summary>
public abstract class ConnectorDescriptor
{
    /// <summary>The word behind the colon of a connection: `files`, `postgres`.</summary>
    public abstract string Name { get; }

    public abstract string Summary { get; }

    /// <summary>Fields of the connection.</summary>
    public abstract ImmutableArray<OptionDescriptor> Options { get; }

    /// <summary>What can stand behind the dot: `table`, `csv`.</summary>
    public abstract ImmutableArray<EndpointDescriptor> Endpoints { get; }

    /// <summary>`on_failure: notify(…)` can name its connections.</summary>
    public virtual bool TakesNotices => false;

    /// <summary>False where only a later version can run it (FL5000 is reported on use, not on declaration).</summary>
    public virtual bool IsAvailable => true;
}

/// <param name="Name">The word behind the dot.</param>
/// <param name="Arguments">Positional arguments.</param>
/// <param name="SourceOptions">Options of a source's block; empty where it can't be read.</param>
/// <param name="SinkOptions">Options of a write's block; empty where it can't be written.</param>
/// <param name="ReadsText">Columns arrive as text and are converted by the program (CSV, JSON lines), not by the reader.</param>
/// <param name="HasOrigin">Rows have `source_file` and `source_row`.</param>
public sealed record EndpointDescriptor(
    string Name, string Summary, ImmutableArray<OptionDescriptor> Arguments, ImmutableArray<OptionDescriptor> SourceOptions,
    ImmutableArray<OptionDescriptor> SinkOptions, bool CanRead, bool CanWrite, bool ReadsText = false, bool HasOrigin = false,
    bool IsAvailable = true)
{
    /// <summary>Another word for it, or null.</summary>
    public string? Alias { get; init; }

    /// <summary>What a `source` of it is, where a `stream` of it is something else; null where it is the same.</summary>
    public EndpointDescriptor? InBatches { get; init; }

    /// <summary>What reads it can ask for some of its columns, and for the rows that meet a condition.</summary>
    public bool TakesConditions { get; init; }

    /// <summary>
    /// The embedded engine reads it by itself, as often as a query asks and no more columns and rows than it asks for.
    /// </summary>
    public bool ReadsAgain { get; init; }
}

public enum OptionKind
{
    Text,
    Integer,
    Number,
    Bool,

    /// <summary>One word of <see cref="OptionDescriptor.Choices"/>.</summary>
    Choice,
    Duration,
    Size,

    /// <summary>A list of texts.</summary>
    TextList,

    /// <summary>A format of dates or times, or a list of one of each.</summary>
    TimeFormats,

    /// <summary>A list of column names.</summary>
    ColumnList,

    /// <summary>Text that may be a secret.</summary>
    SecretText,

    /// <summary>An endpoint of a connection, or the word `discard`.</summary>
    Sink,

    /// <summary>A block with a call such as `uniform(1, 9)` for each column.</summary>
    GeneratedColumns,

    /// <summary>A `secret`, never its text.</summary>
    Secret,

    /// <summary>The name of one column.</summary>
    Column,

    /// <summary>A column or a field of one: `after.pickup`.</summary>
    ColumnPath,

    /// <summary>Columns or fields of them.</summary>
    ColumnPathList,

    /// <summary>Members from the top of a JSON document: `"$.data.items"`.</summary>
    JsonPath,

    /// <summary>A block of names with texts.</summary>
    Values,

    /// <summary>One of <see cref="OptionDescriptor.Calls"/> with its arguments: `basic("me", password)`.</summary>
    Call,

    /// <summary>Kept as syntax, for options that only a later version reads.</summary>
    Any,
}

/// <param name="Default">As a program would write it; null where there is none.</param>
/// <param name="IsOpen">The name stands for any name (a generator's columns).</param>
/// <param name="IsAvailable">False where only a later version acts on it: FL5000.</param>
public sealed record OptionDescriptor(
    string Name, OptionKind Kind, string Summary, bool IsRequired = false, string? Default = null, ImmutableArray<string> Choices = default,
    bool IsOpen = false, bool IsAvailable = true)
{
    /// <summary>Of <see cref="OptionKind.Call"/>: what can be called.</summary>
    public ImmutableArray<CallDescriptor> Calls { get; init; } = [];
}
