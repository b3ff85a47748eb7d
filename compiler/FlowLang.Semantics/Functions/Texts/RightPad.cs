using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Texts;

internal sealed class RightPad : ScalarFunction
{
    public override string Name => "rpad";

    public override string Category => "text";

    public override string Summary =>
        "The text brought to `length` code points: filled up on the right with `fill`, or cut at the right end.";

    public override string Remarks =>
        "Empty `fill` fills nothing; a length below 1 gives empty text. More than 1000000 code points are an " +
        "overflow.";

    public override bool FailsByOverflowOnly => true;

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(TextType.Instance, FunctionParameter.Text("x"), FunctionParameter.Int64("length"),
            FunctionParameter.Text("fill").ByDefault("\" \"")).Overflowing(),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("rpad(\"7\", 3, \"0\")", "\"700\""),
        new("rpad(\"abcdef\", 3)", "\"abc\""),
        new("rpad(\"a\", 3, \"\")", "\"a\""),
        new("rpad(\"a\", -1)", "\"\""),
    ];

    public override SqlMapping? Spark => SparkPadding.With("rpad");

    public override SqlMapping DuckDb => Padding.With("rpad");

    public override SqlMapping? Postgres => Padding.InPostgres("rpad");

    public override CSharpMapping CSharp => CSharpMapping.Try("Text.TryPadEnd");
}
