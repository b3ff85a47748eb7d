using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Functions.Analytics;

internal sealed class Ntile : AnalyticFunction
{
    public override string Name => "ntile";

    public override string Category => "analytic";

    public override string Summary => "The number, from 1, of the bucket when the partition is cut into `buckets` of nearly equal size.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(IntegerType.Int64, FunctionParameter.Literal("buckets", IntegerType.Int64)).With(NullRule.Never),
    ];

    public override ImmutableArray<Example> Examples => [];

    public override SqlMapping? Spark => new(call => $"CAST(ntile({call.Constants[0]}){call.Over} AS BIGINT)");

    public override SqlMapping DuckDb => SqlMapping.Template("ntile({0}){over}");

    public override SqlMapping? Postgres => SqlMapping.Template("CAST(ntile(CAST({0} AS integer)){over} AS bigint)");

    public override Diagnostic? Check(ImmutableArray<BoundExpression> arguments) =>
        arguments[0] is BoundLiteral { Value: < 1L } literal
            ? TypeDiagnostics.ArgumentOutOfRange(literal.Span, Name, "buckets", $"{literal.Value}", "1 or more")
            : null;

    public override CSharpMapping CSharp => CSharpMapping.Of(call => $"Window.Tile(at, count, {call.Arguments[0]})");
}
