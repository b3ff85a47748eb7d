using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Aggregates;

internal sealed class ApproxCountDistinct : AggregateFunction
{
    public override string Name => "approx_count_distinct";

    public override string Category => "aggregate";

    public override string Summary => "About how many different values there are, within 10 percent.";

    public override string Remarks => "An engine may count exactly; the embedded one does.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(IntegerType.Int64, FunctionParameter.Of("x", CountDistinct.Comparable)).With(NullRule.Never),
    ];

    public override ImmutableArray<Example> Examples => [new("approx_count_distinct(x)", "2", "3, null, 1, 3")];

    public override SqlMapping? Spark => CountDistinct.OnSpark;

    public override SqlMapping DuckDb => SqlMapping.Template("count(DISTINCT {0}){over}");

    public override SqlMapping? Postgres => CountDistinct.InPostgres;

    public override CSharpAccumulator CSharp => new(call => $"Distinct<{call.Type(call.Types[0].Type)}>") { IsNeverNull = true };
}
