using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Analytics;

internal sealed class Rank : AnalyticFunction
{
    public override string Name => "rank";

    public override string Category => "analytic";

    public override string Summary => "The number of rows before those that tie with this one, plus 1.";

    public override ImmutableArray<Overload> Overloads => [Overload.To(IntegerType.Int64).With(NullRule.Never)];

    public override ImmutableArray<Example> Examples => [];

    public override SqlMapping? Spark => SqlMapping.Template("CAST(rank(){over} AS BIGINT)");

    public override SqlMapping DuckDb => SqlMapping.Template("rank(){over}");

    public override SqlMapping? Postgres => DuckDb;

    public override CSharpMapping CSharp => CSharpMapping.Of(call => "(peer + 1L)");
}
