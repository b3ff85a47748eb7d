using System.Collections.Immutable;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Bound;

/// <summary>A test of a transform, step by step; one of rows that end has a single step.</summary>
public sealed record BoundTest(string Name, TransformSymbol Transform, ImmutableArray<BoundTestStep> Steps, TextSpan Span)
{
    /// <summary>`param x = value`: what parameters are in this test.</summary>
    public ImmutableArray<(ParameterSymbol Parameter, BoundLiteral Value)> Parameters { get; init; } = [];

    /// <summary>Rows for relations; the others are empty. Of a stream there can be several.</summary>
    public IEnumerable<BoundGiven> Given => Steps.SelectMany(step => step.Given);

    public IEnumerable<BoundExpected> Expected => Steps.SelectMany(step => step.Expected);

    /// <summary>Time moves by what is written alone; else the input is at its end behind the given rows, which closes windows.</summary>
    public bool IsStepwise => Steps.Length > 1 || Steps.Any(step => step.Clock is not null || step.Watermark is not null);
}

/// <summary>What takes effect together, in this order: the clock moves, rows come, watermarks rise, outputs are looked at.</summary>
/// <param name="Clock">What `now()` is from here on; null where it stays.</param>
/// <param name="Watermark">What the watermark of every stream is raised to; null where the rows alone move it.</param>
public sealed record BoundTestStep(
    DateTime? Clock, ImmutableArray<BoundGiven> Given, DateTime? Watermark, ImmutableArray<BoundExpected> Expected);

public sealed record BoundGiven(RelationSymbol Relation, ImmutableArray<BoundTestRow> Rows, TextSpan Span);

/// <summary>The rows of an output, as a bag.</summary>
public sealed record BoundExpected(BoundTestOutput Output, ImmutableArray<BoundTestRow> Rows, TextSpan Span);

/// <summary>Something that rows of a tested transform go to.</summary>
/// <param name="Name">`rejects`, or the name of a sink of late rows; null for the rows of the transform itself.</param>
/// <param name="Row">Of late rows from several places: the columns of all of them.</param>
/// <param name="Late">The places in queries that write late rows there.</param>
public sealed record BoundTestOutput(string? Name, RowType Row, ImmutableArray<BoundEndpoint> Late)
{
    /// <summary>The output of rejected rows.</summary>
    public const string Rejects = "rejects";

    public bool IsRejects => Name == Rejects && Late.IsEmpty;
}

/// <summary>A row of constants; columns that are left out are null in given rows and not compared in expected ones.</summary>
public sealed record BoundTestRow(ImmutableArray<BoundAssignment> Values, TextSpan Span);
