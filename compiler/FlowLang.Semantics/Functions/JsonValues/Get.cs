using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Semantics.Functions.JsonValues;

internal sealed class Get : ScalarFunction
{
    public override string Name => "get";

    public override string Category => "json";

    public override string Summary => "The json at a path; null where there is none.";

    public override string Remarks =>
        "Paths: names by dot, positions in brackets from 0, odd names in double quotes: `order.lines[0].\"unit " +
        "price\"`. A json null stays json.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(JsonType.Instance, FunctionParameter.Json("x"), FunctionParameter.Literal("path", TextType.Instance))
            .With(NullRule.Always),
    ];

    public override ImmutableArray<Example> Examples => [];

    public override SqlMapping? Spark => new(SparkJson.Get);

    public override SqlMapping DuckDb => new(call => $"json_extract({call.Arguments[0]}, {JsonSql.Path(call)})");

    public override SqlMapping? Postgres => new(PostgresJson.At);

    public override Diagnostic? Check(ImmutableArray<BoundExpression> arguments) => JsonSql.CheckPath(arguments[1]);

    public override CSharpMapping CSharp =>
        CSharpMapping.Of(call => $"JsonText.Get({call.Arguments[0]}, {CSharpPaths.Field(call)})") with { GivesNull = true };
}
