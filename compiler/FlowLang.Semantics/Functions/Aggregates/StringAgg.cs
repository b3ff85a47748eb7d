using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Aggregates;

internal sealed class StringAgg : AggregateFunction
{
    public override string Name => "string_agg";

    public override string Category => "aggregate";

    public override string Summary => "The texts in order with a separator between them, nulls left out; null of no values.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(TextType.Instance, FunctionParameter.Text("x"), FunctionParameter.Literal("separator", TextType.Instance))
            .With(NullRule.IfEmptyOrArgument),
    ];

    public override ImmutableArray<Example> Examples => [new("string_agg(to_text(x), \", \" sort x desc)", "\"3, 1\"", "3, null, 1")];

    public override SqlMapping? Spark => SparkSorted.Joined;

    public override SqlMapping DuckDb => new(call => $"string_agg({call.Arguments[0]}, {call.Arguments[1]}{call.OrderBy}){call.Over}");

    public override SqlMapping? Postgres => DuckDb;

    public override bool NeedsSort => true;

    public override CSharpAccumulator CSharp => CSharpAccumulator.Of("JoinedText") with { Values = 2 };
}
