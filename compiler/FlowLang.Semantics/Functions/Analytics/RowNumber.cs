using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Analytics;

internal sealed class RowNumber : AnalyticFunction
{
    public override string Name => "row_number";

    public override string Category => "analytic";

    public override string Summary => "The number of the row in its partition, from 1.";

    public override ImmutableArray<Overload> Overloads => [Overload.To(IntegerType.Int64).With(NullRule.Never)];

    public override ImmutableArray<Example> Examples => [];

    public override SqlMapping? Spark => SqlMapping.Template("CAST(row_number(){over} AS BIGINT)");

    public override SqlMapping DuckDb => SqlMapping.Template("row_number(){over}");

    public override SqlMapping? Postgres => DuckDb;

    public override CSharpMapping CSharp => CSharpMapping.Of(call => "(at + 1L)");
}
