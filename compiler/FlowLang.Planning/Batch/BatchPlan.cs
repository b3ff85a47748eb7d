using System.Collections.Immutable;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Batch;

/// <summary>What one run of a pipeline does on the embedded engine, in order: read sources, stage relations, write.</summary>
public sealed record BatchPlan(LogicalPipeline Pipeline, ImmutableArray<BatchOperation> Operations);

/// <param name="Relation">The engine's relation it defines or, for a write, the query's name.</param>
public abstract record BatchOperation(string Relation, TextSpan Span);

/// <summary>Opens a source as a relation.</summary>
/// <param name="NeedsOrigin">Whether a query asks for file and row number.</param>
public sealed record ReadSource(string Relation, SourceSymbol Source, bool NeedsOrigin, TextSpan Span) : BatchOperation(Relation, Span)
{
    /// <summary>What is asked of a source that takes conditions; null for all of it.</summary>
    public SourceSelection? Selection { get; init; }
}

/// <summary>Computes a relation once, splits kept from rejected rows and checks it.</summary>
/// <param name="Name">The transform, source or write whose rows they are.</param>
/// <param name="Rejects">Where its rejected rows go: the first write that reads it and names a sink; null discards them.</param>
/// <param name="KeepsOrigin">Whether file and row number stay with the rows, for steps behind that can reject.</param>
public sealed record StageRelation(
    string Relation, string Name, LogicalNode Query, ImmutableArray<RelationCheck> Checks, BoundEndpoint? Rejects, bool KeepsOrigin,
    TextSpan Span)
    : BatchOperation(Relation, Span)
{
    /// <summary>Why it is a relation of its own and no part of its reader's query, for `explain`.</summary>
    public string Why { get; init; } = "";
}

/// <summary>Brings a query's rows to a sink.</summary>
public sealed record WriteRelation(string Relation, LogicalNode Query, BoundWrite Write) : BatchOperation(Relation, Write.Span)
{
    /// <summary>
    /// The source whose rows pass to the sink as they are, in the source's own binary form; null where the engine computes them.
    /// </summary>
    public string? PassedFrom { get; init; }
}

/// <param name="Target">For `references`, the relation it looks into.</param>
public sealed record RelationCheck(BoundExpectation Expectation, LogicalNode? Target);
