using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Semantics.Functions.JsonValues;

internal sealed class FloatAt : ScalarFunction
{
    public override string Name => "float_at";

    public override string Category => "json";

    public override string Summary => "The number at a path, also one written as a string; null where there is none, and of a json null.";

    public override string Remarks => "Anything else there is a value failure.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(FloatType.Float64, FunctionParameter.Json("x"), FunctionParameter.Literal("path", TextType.Instance))
            .With(NullRule.Always).Failing(),
    ];

    public override ImmutableArray<Example> Examples => [];

    public override SqlMapping? Spark => SparkJson.Read("flow_read_float64");

    public override SqlMapping DuckDb => new(
        call => $"flow_read_float64({JsonSql.Text(call)})",
        call => $"({JsonSql.Text(call)} IS NOT NULL AND flow_read_float64({JsonSql.Text(call)}) IS NULL)");

    public override SqlMapping? Postgres => PostgresJson.Reading("flow.read_float64_1");

    public override Diagnostic? Check(ImmutableArray<BoundExpression> arguments) => JsonSql.CheckPath(arguments[1]);

    public override CSharpMapping CSharp => new(call => call.TryWith("JsonText.TryFloat", call.Arguments[0], CSharpPaths.Field(call)))
    {
        GivesNull = true,
    };
}
