using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Analytics;

internal sealed class DenseRank : AnalyticFunction
{
    public override string Name => "dense_rank";

    public override string Category => "analytic";

    public override string Summary => "The number of different keys up to this row's.";

    public override ImmutableArray<Overload> Overloads => [Overload.To(IntegerType.Int64).With(NullRule.Never)];

    public override ImmutableArray<Example> Examples => [];

    public override SqlMapping? Spark => SqlMapping.Template("CAST(dense_rank(){over} AS BIGINT)");

    public override SqlMapping DuckDb => SqlMapping.Template("dense_rank(){over}");

    public override SqlMapping? Postgres => DuckDb;

    public override CSharpMapping CSharp => CSharpMapping.Of(call => "(long)rank");
}
