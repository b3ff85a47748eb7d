using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Semantics.Functions.JsonValues;

internal sealed class BoolAt : ScalarFunction
{
    public override string Name => "bool_at";

    public override string Category => "json";

    public override string Summary =>
        "The `true` or `false` at a path, also one written as a string; null where there is none, and of a json " +
        "null.";

    public override string Remarks => "Anything else there is a value failure.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(BoolType.Instance, FunctionParameter.Json("x"), FunctionParameter.Literal("path", TextType.Instance))
            .With(NullRule.Always).Failing(),
    ];

    public override ImmutableArray<Example> Examples => [];

    public override SqlMapping? Spark => SparkJson.Read("flow_read_bool");

    public override SqlMapping DuckDb => new(
        call => $"flow_read_bool({JsonSql.Text(call)})",
        call => $"({JsonSql.Text(call)} IS NOT NULL AND flow_read_bool({JsonSql.Text(call)}) IS NULL)");

    public override SqlMapping? Postgres => PostgresJson.Reading("flow.read_bool_1");

    public override Diagnostic? Check(ImmutableArray<BoundExpression> arguments) => JsonSql.CheckPath(arguments[1]);

    public override CSharpMapping CSharp => new(call => call.TryWith("JsonText.TryBool", call.Arguments[0], CSharpPaths.Field(call)))
    {
        GivesNull = true,
    };
}
