using System.Collections.Immutable;
using FlowLang.Semantics.Functions.Operators;

namespace FlowLang.Semantics.Functions.Numbers;

internal sealed class Greatest : ScalarFunction
{
    public override string Name => "greatest";

    public override string Category => "math";

    public override string Summary => "The largest of the values that are not null.";

    public override string Remarks => "NaN counts as above every other float.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.Common(new FunctionParameter("x", TypePattern.Common, IsVariadic: true)).With(NullRule.IfAllArguments),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("greatest(1, 3, 2)", "3"),
        new("greatest(1, null)", "1"),
        new("greatest(\"a\", \"B\")", "\"a\""),
    ];

    public override SqlMapping? Spark => SparkExtremes.With("greatest");

    public override SqlMapping DuckDb => SqlMapping.Call("greatest");

    public override SqlMapping? Postgres => new(call => PostgresSql.Choice("greatest", call));

    public override CSharpMapping CSharp =>
        CSharpMapping.Of(call => CSharpExtremes.Write("Greatest", call)) with { TakesNull = true, GivesNull = true };
}
