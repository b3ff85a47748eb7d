using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Functions.Patterns;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Semantics.Functions.Texts;

internal sealed class RegexpReplace : ScalarFunction
{
    public override string Name => "regexp_replace";

    public override string Category => "text";

    public override string Summary =>
        "The text with every match of the regular expression replaced; `\\1` to `\\9` in `replacement` stand for " +
        "groups.";

    public override string Remarks => "`\\\\` stands for a backslash.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(TextType.Instance, FunctionParameter.Text("x"), FunctionParameter.Literal("pattern", TextType.Instance),
            FunctionParameter.Literal("replacement", TextType.Instance)),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("regexp_replace(\"a1b22\", \"[0-9]+\", \"#\")", "\"a#b#\""),
        new("regexp_replace(\"2024-03\", \"([0-9]+)-([0-9]+)\", \"\\\\2/\\\\1\")", "\"03/2024\""),
    ];

    public override SqlMapping? Spark => SparkRegex.Replace;

    public override SqlMapping DuckDb => SqlMapping.Template("regexp_replace({0}, {1}, {2}, 'g')");

    public override SqlMapping? Postgres => new(call => $"regexp_replace({PostgresSql.ByCodePoint(call.Arguments[0])}, " +
        $"{RegexCheck.InPostgres(call)}, {SqlText.Quote(PostgresPattern.Replacement(call.Constants[2] as string ?? ""))}, 'g')");

    public override Diagnostic? Check(ImmutableArray<BoundExpression> arguments) =>
        RegexCheck.Pattern(arguments[1]) ?? RegexCheck.Replacement(arguments[1], arguments[2]);

    public override CSharpMapping CSharp =>
        CSharpMapping.Of(call => $"{CSharpPatterns.Field(call, call.Constants[2] as string)}.Replace({call.Arguments[0]})");
}
