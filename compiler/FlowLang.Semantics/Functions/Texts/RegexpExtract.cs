using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Semantics.Functions.Texts;

internal sealed class RegexpExtract : ScalarFunction
{
    public override string Name => "regexp_extract";

    public override string Category => "text";

    public override string Summary => "The first match of the regular expression, or its group number `group`; null where there is none.";

    public override string Remarks => "A group that took no part in the match is null too.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(TextType.Instance, FunctionParameter.Text("x"), FunctionParameter.Literal("pattern", TextType.Instance),
            FunctionParameter.Literal("group", IntegerType.Int32, "0")).With(NullRule.Always),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("regexp_extract(\"id=42;\", \"id=([0-9]+)\", 1)", "\"42\""),
        new("regexp_extract(\"none\", \"[0-9]+\")", "null"),
    ];

    public override SqlMapping? Spark => SparkRegex.Extract;

    public override SqlMapping DuckDb => SqlMapping.Template("array_extract(regexp_extract_all({0}, {1}, {2}), 1)");

    public override SqlMapping? Postgres => new(call =>
        $"regexp_substr({PostgresSql.ByCodePoint(call.Arguments[0])}, {RegexCheck.InPostgres(call)}, 1, 1, 'c', {call.Constants[2]})");

    public override Diagnostic? Check(ImmutableArray<BoundExpression> arguments) =>
        RegexCheck.Pattern(arguments[1]) ?? RegexCheck.Group(Name, arguments[1], arguments[2]);

    public override CSharpMapping CSharp => CSharpMapping.Of(
        call => $"{CSharpPatterns.Field(call)}.Extract({call.Arguments[0]}, {call.Constants[2]})") with
    { GivesNull = true };
}
