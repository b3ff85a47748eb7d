using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Texts;

internal sealed class LeftPad : ScalarFunction
{
    public override string Name => "lpad";

    public override string Category => "text";

    public override string Summary =>
        "The text brought to `length` code points: filled up on the left with `fill`, or cut at the right end.";

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
        new("lpad(\"7\", 3, \"0\")", "\"007\""),
        new("lpad(\"abcdef\", 3)", "\"abc\""),
        new("lpad(\"a\", 3, \"\")", "\"a\""),
        new("lpad(\"a\", -1)", "\"\""),
    ];

    public override SqlMapping? Spark => SparkPadding.With("lpad");

    public override SqlMapping DuckDb => Padding.With("lpad");

    public override SqlMapping? Postgres => Padding.InPostgres("lpad");

    public override CSharpMapping CSharp => CSharpMapping.Try("Text.TryPadStart");
}
