using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Symbols;

/// <summary>Something a program declares under a name.</summary>
/// <param name="Name">As written, without backticks.</param>
/// <param name="Span">The name in its declaration.</param>
public abstract record Symbol(string Name, TextSpan Span);

/// <param name="Default">A constant of the parameter's type, or null where a run must give it.</param>
/// <param name="Allowed">The closed set of `in [...]`; empty for any.</param>
public sealed record ParameterSymbol(string Name, TypeRef Type, BoundLiteral? Default, ImmutableArray<BoundLiteral> Allowed, TextSpan Span)
    : Symbol(Name, Span);

/// <param name="Kind">`env`, `file` or `gcp.secret`.</param>
/// <param name="Key">The variable, path or secret name.</param>
public sealed record SecretSymbol(string Name, string Kind, string Key, TextSpan Span) : Symbol(Name, Span)
{
    /// <summary>The kind of those that Secret Manager keeps.</summary>
    public const string Google = "gcp.secret";
}

public sealed record TypeSymbol(string Name, FlowType Type, TextSpan Span) : Symbol(Name, Span);

public sealed record ConnectionSymbol(string Name, ConnectorDescriptor Connector, ImmutableArray<BoundOption> Options, TextSpan Span)
    : Symbol(Name, Span);

/// <summary>A name that a query can start from or join.</summary>
public abstract record RelationSymbol(string Name, RowType Row, TextSpan Span) : Symbol(Name, Span);

/// <param name="Row">The rows as queries see them: declared or locked columns, then the exposed ones.</param>
/// <param name="Exposes">`source_file`, `source_row`, as far as the program asks for them.</param>
/// <param name="RejectsBadRecords">`on_bad_record: reject`; else a bad record fails the run.</param>
public sealed record SourceSymbol(
    string Name, BoundEndpoint Endpoint, RowType Row, ImmutableArray<string> Exposes, bool RejectsBadRecords, TextSpan Span)
    : RelationSymbol(Name, Row, Span)
{
    /// <summary>
    /// The exposed columns that only queries ask for: a query sees them by name, and drops them at its end unless it selected them.
    /// </summary>
    public ImmutableArray<string> Hidden { get; init; } = [];

    /// <summary>Each run reads on from where the one before ended.</summary>
    public bool HasCursor => Endpoint.Choice("cursor") is not null;
}

/// <summary>A transform; its query is in <see cref="BoundProgram.Transforms"/>, since transforms may stand in any order.</summary>
public sealed record TransformSymbol(string Name, ImmutableArray<Symbol> Parameters, RowType Row, TextSpan Span)
    : RelationSymbol(Name, Row, Span);

/// <summary>Rows that never end.</summary>
/// <param name="IsChanges">Rows are changes of a table: `op`, `before`, `after`.</param>
/// <param name="Time">Null where the stream has no event time: then nothing can be said of windows.</param>
/// <param name="Key">Columns, as paths from the row, by which the topic is partitioned; empty where that is not declared.</param>
public sealed record StreamSymbol(
    string Name, BoundEndpoint Endpoint, RowType Row, bool IsChanges, StreamTime? Time, ImmutableArray<string> Key, TextSpan Span)
    : RelationSymbol(Name, Row, Span)
{
    /// <summary>Of changes: the `@key` of the rows that change.</summary>
    public ImmutableArray<string> RowKey { get; init; } = [];
}

/// <param name="Path">The event time in the stream's row: `after.pickup`.</param>
/// <param name="Lag">The watermark stands this far below the highest event time of its partition.</param>
/// <param name="Idle">A partition without records for so long does not hold back the others; null for never.</param>
/// <param name="MaxAhead">A record further than this ahead of the clock is a dead letter; null for no bound.</param>
public sealed record StreamTime(string Path, TimeSpan Lag, TimeSpan? Idle, TimeSpan? MaxAhead);

/// <summary>A `relation&lt;T&gt;` parameter of a transform.</summary>
public sealed record RelationParameterSymbol(string Name, RowType Row, TextSpan Span) : RelationSymbol(Name, Row, Span);

/// <summary>A named sink: `sink late = bus.topic("…")`.</summary>
public sealed record SinkSymbol(string Name, BoundEndpoint Endpoint, TextSpan Span) : Symbol(Name, Span);

/// <summary>A `fn`: a function that the program has in C#.</summary>
/// <param name="Method">`Namespace.Type.Method`.</param>
/// <param name="SqlName">What the embedded engine calls it, once in a workspace.</param>
/// <param name="MethodSpan">Where the method is named.</param>
public sealed record FunctionSymbol(
    string Name, ImmutableArray<FunctionParameterSymbol> Parameters, TypeRef Result, string Method, string SqlName, TextSpan Span,
    TextSpan MethodSpan)
    : Symbol(Name, Span);

/// <param name="Type">Where it may be null the C# is called with null; else a null argument makes the result null, without a call.</param>
/// <param name="Default">Null where a call has to give it.</param>
public sealed record FunctionParameterSymbol(string Name, TypeRef Type, BoundLiteral? Default);

public sealed record PipelineSymbol(string Name, TextSpan Span) : Symbol(Name, Span);
