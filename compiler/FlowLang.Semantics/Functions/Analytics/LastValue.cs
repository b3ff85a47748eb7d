using System.Collections.Immutable;

namespace FlowLang.Semantics.Functions.Analytics;

internal sealed class LastValue : AnalyticFunction
{
    public override string Name => "last_value";

    public override string Category => "analytic";

    public override string Summary => "The value of the last row of the frame; null of an empty frame.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.Same(FunctionParameter.Of("x", TypePattern.Anything)).With(NullRule.Always),
    ];

    public override ImmutableArray<Example> Examples => [];

    public override SqlMapping? Spark => DuckDb;

    public override SqlMapping DuckDb => SqlMapping.Template("last_value({0}){over}");

    public override SqlMapping? Postgres => DuckDb;

    public override bool TakesFrame => true;

    public override CSharpMapping CSharp =>
        CSharpMapping.Of(call => $"Window.At({call.Arguments[0]}, last, first, last)") with { GivesNull = true };
}
