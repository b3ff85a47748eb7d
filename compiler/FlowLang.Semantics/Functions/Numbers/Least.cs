using System.Collections.Immutable;
using FlowLang.Semantics.Functions.Operators;

namespace FlowLang.Semantics.Functions.Numbers;

internal sealed class Least : ScalarFunction
{
    public override string Name => "least";

    public override string Category => "math";

    public override string Summary => "The smallest of the values that are not null.";

    public override string Remarks => "NaN counts as above every other float.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.Common(new FunctionParameter("x", TypePattern.Common, IsVariadic: true)).With(NullRule.IfAllArguments),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("least(1, 3, 2)", "1"),
        new("least(1, null)", "1"),
        new("least(\"a\", \"B\")", "\"B\""),
    ];

    public override SqlMapping? Spark => SparkExtremes.With("least");

    public override SqlMapping DuckDb => SqlMapping.Call("least");

    public override SqlMapping? Postgres => new(call => PostgresSql.Choice("least", call));

    public override CSharpMapping CSharp =>
        CSharpMapping.Of(call => CSharpExtremes.Write("Least", call)) with { TakesNull = true, GivesNull = true };
}
