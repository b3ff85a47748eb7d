using System.Collections.Immutable;
using FlowLang.Semantics.Functions.Operators;
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

    public override SqlMapping? Spark => OnSpark;

    public override SqlMapping DuckDb => SqlMapping.Template("count(DISTINCT {0}){over}");

    public override SqlMapping? Postgres => InPostgres;

    internal static SqlMapping InPostgres { get; } = new(call => call.Over.Length == 0
        ? $"count(DISTINCT {call.Arguments[0]})"
        : $"coalesce(flow.count_distinct_1({PostgresSql.Present($"array_agg({call.Arguments[0]})", call)}), 0)");

    internal static TypePattern Comparable { get; } = new ClassPattern("value with ==", Conversions.HasEquality, IntegerType.Int64);

    // -0 is 0; a list's distinct values take it for another.
    private static string Value(SqlCall call) => call.Types[0].Type is FloatType ? $"({call.Arguments[0]} + 0)" : call.Arguments[0];

    /// <summary>Spark has no distinct values over a window: there a list is counted.</summary>
    internal static SqlMapping OnSpark { get; } = new(call => call.Over.Length == 0
        ? $"count(DISTINCT {call.Arguments[0]})"
        : $"CAST(array_size(array_distinct(collect_list({Value(call)}){call.Over})) AS BIGINT)");

    public override CSharpAccumulator CSharp => new(call => $"Distinct<{call.Type(call.Types[0].Type)}>") { IsNeverNull = true };
}
