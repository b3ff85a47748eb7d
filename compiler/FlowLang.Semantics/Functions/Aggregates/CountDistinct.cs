using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Aggregates;

internal sealed class CountDistinct : AggregateFunction
{
    public override string Name => "count_distinct";

    public override string Category => "aggregate";

    public override string Summary => "How many different values that are not null.";

    public override string Remarks => "NaN equals itself, -0 equals 0.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(IntegerType.Int64, FunctionParameter.Of("x", Comparable)).With(NullRule.Never),
    ];

    public override ImmutableArray<Example> Examples => [new("count_distinct(x)", "2", "3, null, 1, 3")];

    public override SqlMapping DuckDb => SqlMapping.Template("count(DISTINCT {0}){over}");

    internal static TypePattern Comparable { get; } = new ClassPattern("value with ==", Conversions.HasEquality, IntegerType.Int64);

    public override CSharpAccumulator CSharp => new(call => $"Distinct<{call.Type(call.Types[0].Type)}>") { IsNeverNull = true };
}
