using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Hashes;

internal sealed class Md5 : ScalarFunction
{
    public override string Name => "md5";

    public override string Category => "hash";

    public override string Summary => "The MD5 digest of the UTF-8 bytes, 32 hexadecimal digits in lower case.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(TextType.Instance, FunctionParameter.Text("x")),
        Overload.To(TextType.Instance, FunctionParameter.Of("x", BytesType.Instance)),
    ];

    public override ImmutableArray<Example> Examples => [new("md5(\"abc\")", "\"900150983cd24fb0d6963f7d28e17f72\"")];

    public override SqlMapping? Spark => SqlMapping.Template("md5(CAST({0} AS BINARY))");

    public override SqlMapping DuckDb => SqlMapping.Call("md5");

    public override SqlMapping? Postgres => DuckDb;

    public override CSharpMapping CSharp => CSharpMapping.Call("Hash.Md5");
}
