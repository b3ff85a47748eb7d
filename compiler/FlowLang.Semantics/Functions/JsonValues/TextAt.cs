using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Semantics.Functions.JsonValues;

internal sealed class TextAt : ScalarFunction
{
    public override string Name => "text_at";

    public override string Category => "json";

    public override string Summary =>
        "The text at a path: a string without its quotes, anything else as json writes it; null where there is " +
        "none, and of a json null.";

    public override string Remarks => "A string with U+0000, which text can't hold, is out of range.";

    public override bool FailsByOverflowOnly => true;

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(TextType.Instance, FunctionParameter.Json("x"), FunctionParameter.Literal("path", TextType.Instance))
            .With(NullRule.Always).Overflowing(),
    ];

    public override ImmutableArray<Example> Examples => [];

    public override SqlMapping? Spark => new(
        call => $"(CASE WHEN NOT contains({SparkJson.Text(call)}, '\\u0000') THEN {SparkJson.Text(call)} END)",
        call => $"coalesce(contains({SparkJson.Text(call)}, '\\u0000'), false)");

    public override SqlMapping DuckDb => new(
        call => $"(CASE WHEN NOT contains({JsonSql.Text(call)}, chr(0)) THEN {JsonSql.Text(call)} END)",
        call => $"coalesce(contains({JsonSql.Text(call)}, chr(0)), false)");

    public override SqlMapping? Postgres => new(PostgresJson.TextAt, _ => "false");

    public override Diagnostic? Check(ImmutableArray<BoundExpression> arguments) => JsonSql.CheckPath(arguments[1]);

    public override CSharpMapping CSharp => new(call => call.TryWith("JsonText.TryText", call.Arguments[0], CSharpPaths.Field(call)))
    {
        GivesNull = true,
    };
}
