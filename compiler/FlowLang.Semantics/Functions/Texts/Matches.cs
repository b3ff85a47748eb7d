using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Semantics.Functions.Texts;

internal sealed class Matches : ScalarFunction
{
    public override string Name => "matches";

    public override string Category => "text";

    public override string Summary => "Whether the regular expression fits somewhere in the text.";

    public override string Remarks => "Anchor it with `^` and `$` to fit the whole text.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(BoolType.Instance, FunctionParameter.Text("x"), FunctionParameter.Literal("pattern", TextType.Instance)),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("matches(\"a1b\", \"[0-9]\")", "true"),
        new("matches(\"abc\", \"^b\")", "false"),
    ];

    public override SqlMapping? Spark => SparkRegex.Matches;

    public override SqlMapping DuckDb => SqlMapping.Call("regexp_matches");

    public override SqlMapping? Postgres => new(call =>
        $"({PostgresSql.ByCodePoint(call.Arguments[0])} ~ {RegexCheck.InPostgres(call)})");

    public override Diagnostic? Check(ImmutableArray<BoundExpression> arguments) => RegexCheck.Pattern(arguments[1]);

    public override CSharpMapping CSharp => CSharpMapping.Of(call => $"{CSharpPatterns.Field(call)}.IsMatch({call.Arguments[0]})");
}
