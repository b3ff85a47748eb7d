using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>What a program computes: each transform and write as a tree of nodes.</summary>
/// <param name="Bound">The program it was planned from: parameters, secrets, connections, environments.</param>
/// <param name="Diagnostics">What planning found that no engine here can do.</param>
public sealed record LogicalProgram(
    BoundProgram Bound, ImmutableArray<LogicalTransform> Transforms, ImmutableArray<LogicalPipeline> Pipelines,
    ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Transforms by declaration.</summary>
    public TransformIndex Index { get; } = new(Transforms);
}

/// <param name="Checks">Expectations that look at the whole relation, and row expectations that only warn.</param>
public sealed record LogicalTransform(TransformSymbol Symbol, LogicalNode Root, ImmutableArray<BoundExpectation> Checks, TextSpan Span)
{
    public RelationKey Key => RelationKey.Of(Symbol);
}

public sealed record LogicalPipeline(BoundPipeline Bound, ImmutableArray<LogicalWrite> Writes)
{
    public string Name => Bound.Symbol.Name;

    /// <summary>Its rows never end.</summary>
    public bool IsStream => !Bound.Relays.IsEmpty || Bound.Writes.Any(write => write.Stream is not null);
}

public sealed record LogicalWrite(BoundWrite Bound, LogicalNode Root);
