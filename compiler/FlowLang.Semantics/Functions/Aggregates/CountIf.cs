using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Aggregates;

internal sealed class CountIf : AggregateFunction
{
    public override string Name => "count_if";

    public override string Category => "aggregate";

    public override string Summary => "How many rows the condition is true for.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(IntegerType.Int64, FunctionParameter.Bool("condition")).With(NullRule.Never),
    ];

    public override ImmutableArray<Example> Examples => [new("count_if(x > 1)", "2", "3, null, 1, 2")];

    public override SqlMapping? Spark => DuckDb;

    public override SqlMapping DuckDb => SqlMapping.Template("count(CASE WHEN {0} THEN 1 END){over}");

    public override SqlMapping? Postgres => DuckDb;

    public override CSharpAccumulator CSharp => CSharpAccumulator.Of("Count") with { Values = 0, Condition = 0, IsNeverNull = true };
}
