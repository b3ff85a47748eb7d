using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Hashes;

internal sealed class Sha256 : ScalarFunction
{
    public override string Name => "sha256";

    public override string Category => "hash";

    public override string Summary => "The SHA-256 digest of the UTF-8 bytes, 64 hexadecimal digits in lower case.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(TextType.Instance, FunctionParameter.Text("x")),
        Overload.To(TextType.Instance, FunctionParameter.Of("x", BytesType.Instance)),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("sha256(\"abc\")", "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\""),
    ];

    public override SqlMapping? Spark => SqlMapping.Template("sha2(CAST({0} AS BINARY), 256)");

    public override SqlMapping DuckDb => SqlMapping.Call("sha256");

    public override SqlMapping? Postgres => new(call => call.Types[0].Type is BytesType
        ? $"encode(sha256({call.Arguments[0]}), 'hex')"
        : $"encode(sha256(convert_to({call.Arguments[0]}, 'UTF8')), 'hex')");

    public override CSharpMapping CSharp => CSharpMapping.Call("Hash.Sha256");
}
