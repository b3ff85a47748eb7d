using System.Collections.Immutable;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Texts;

internal sealed class ToText : ScalarFunction
{
    public override string Name => "to_text";

    public override string Category => "text";

    public override string Summary => "The value as text, as `cast(x as text)` writes it.";

    public override string Remarks =>
        "Floats: the shortest text that reads back, in ECMAScript form. Times: ISO 8601, with seconds, and a " +
        "fraction where there is one.";

    public override ImmutableArray<Overload> Overloads =>
    [
        new Overload([FunctionParameter.Of("x", Printable)], _ => TextType.Instance) { Returns = "text" },
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("to_text(12.50)", "\"12.50\""),
        new("to_text(1e21)", "\"1e+21\""),
        new("to_text(0.1e0)", "\"0.1\""),
        new("to_text(true)", "\"true\""),
        new("to_text(2024-03-10T06:00Z)", "\"2024-03-10T06:00:00Z\""),
    ];

    public override SqlMapping? Spark => new(call => SparkCasts.Of(call.Types[0].Type, TextType.Instance).Value(call));

    public override SqlMapping DuckDb => new(call => CastMappings.DuckDb(call.Types[0].Type, TextType.Instance).Value(call));

    public override SqlMapping? Postgres => new(call => PostgresCasts.Of(call.Types[0].Type, TextType.Instance).Value(call));

    // Bytes can be no text: they are cast, with a handler.
    private static TypePattern Printable { get; } = new ClassPattern(
        "number, bool, time, uuid or json",
        type => type is not BytesType && Conversions.CastAllowed(type, TextType.Instance) && !Conversions.CastFails(type,
            TextType.Instance),
        TextType.Instance);

    public override CSharpMapping CSharp => new(call => CSharpCasts.Of(call.Types[0].Type, TextType.Instance)?.Form(call) ?? default);
}
