using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Functions.Analytics;

internal sealed class Lag : AnalyticFunction
{
    public override string Name => "lag";

    public override string Category => "analytic";

    public override string Summary => "The value `rows` rows before this one in its partition, or `default` where there is none.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.Same(FunctionParameter.Of("x", TypePattern.Anything), Distance).With(NullRule.Always),
        Overload.Same(
            FunctionParameter.Of("x", TypePattern.Anything), Distance with { Default = null },
            FunctionParameter.Of("default", TypePattern.SameAs(0))),
    ];

    public override ImmutableArray<Example> Examples => [];

    public override SqlMapping? Spark => new(call => SparkOffsets.Of("lag", call));

    public override SqlMapping DuckDb => new(call => $"lag({string.Join(", ", call.Arguments)}){call.Over}");

    public override SqlMapping? Postgres => new(call => $"lag({Distanced(call)}){call.Over}");

    /// <summary>The arguments with the distance as PostgreSQL takes it.</summary>
    internal static string Distanced(SqlCall call) =>
        string.Join(", ", call.Arguments.Select((a, i) => i == 1 ? $"CAST({a} AS integer)" : a));

    private static FunctionParameter Distance { get; } = FunctionParameter.Literal("rows", IntegerType.Int64, "1");

    public override Diagnostic? Check(ImmutableArray<BoundExpression> arguments) =>
        arguments[1] is BoundLiteral { Value: < 0L } literal
            ? TypeDiagnostics.ArgumentOutOfRange(literal.Span, Name, "rows", $"{literal.Value}", "0 or more")
            : null;

    public override CSharpMapping CSharp => CSharpMapping.Of(call => CSharpNeighbours.Write(call, "-")) with { GivesNull = true };
}
