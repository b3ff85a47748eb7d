using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Functions.Hashes;

internal sealed class Uuid : ScalarFunction
{
    public override string Name => "uuid";

    public override string Category => "hash";

    public override string Summary => "The uuid that stands for a name: the same for the same name, always (version 5 of RFC 9562).";

    public override string Remarks => "There is no random uuid: a row would get another one each time its run is repeated.";

    public override ImmutableArray<Overload> Overloads => [Overload.To(UuidType.Instance, FunctionParameter.Text("name"), Namespace)];

    public override ImmutableArray<Example> Examples =>
    [
        new("uuid(\"www.example.com\", namespace: \"6ba7b810-9dad-11d1-80b4-00c04fd430c8\")",
            "cast(\"2ed6657d-e927-568b-95e1-2665a8aea6a2\" as uuid) else null"),
    ];

    public override SqlMapping? Spark => DuckDb;

    public override SqlMapping DuckDb => SqlMapping.Call("flow_uuid5");

    public override SqlMapping? Postgres => SqlMapping.Template("flow.uuid5_1({0}, {1})");

    private static FunctionParameter Namespace { get; } =
        new("namespace", TypePattern.AnyText, "\"6ba7b811-9dad-11d1-80b4-00c04fd430c8\"", IsNamedOnly: true, IsConstant: true);

    public override Diagnostic? Check(ImmutableArray<BoundExpression> arguments) =>
        arguments[1] is BoundLiteral { Value: string text } && !Guid.TryParseExact(text, "D", out _)
            ? TypeDiagnostics.ArgumentOutOfRange(arguments[1].Span, Name, "namespace", $"`{text}`", "a uuid with hyphens")
            : null;

    public override CSharpMapping CSharp => CSharpMapping.Of(call =>
        $"Hash.Uuid({call.Arguments[0]}, {call.Field("namespace", "Guid", $"new Guid({call.Arguments[1]})")})");
}
