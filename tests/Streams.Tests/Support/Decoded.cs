using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.CSharp.Streams;
using FlowLang.Emit.Text;
using FlowLang.Semantics.Types;

namespace FlowLang.Streams.Tests.Support;

/// <summary>A generated decoder: gives the row that a record becomes as text, or its error.</summary>
internal sealed class Decoded
{
    private const string Probe = """
        public static class Probe
        {
            public static object Run(byte[] value, bool isTombstone)
            {
                DecodeError error = Decoder.Decode(default, value, isTombstone, out Row row);
                RowList rows = new();
                rows.Items.Add(row);
                return error.IsNone ? rows : error.IsSkip ? "skipped" : $"{error.Code} {error.Message}";
            }
        }
        """;

    private readonly Assembly _assembly;

    private Decoded(string code) => _assembly = GeneratedCode.Compile(code + Probe);

    /// <param name="columns">`name: type` each.</param>
    /// <param name="envelope">What is around a row.</param>
    public static Decoded Json(RowType row, StreamEnvelope envelope = StreamEnvelope.None)
    {
        StructTypes types = new();
        string name = types.Declare("Row", row);
        CodeWriter code = new();
        code.Line(DecoderEmitter.Emit("Decoder", name, row, StreamFormat.Json, envelope, types));
        code.Line(RowsEmitter.Emit("RowList", name, row, isUpdates: false, types));
        types.Write(code);
        return new Decoded(code.ToString());
    }

    public static RowType Row(params (string Name, TypeRef Type)[] fields) => new([.. fields.Select(f => new RowField(f.Name, f.Type))]);

    public string Of(string record) => Of(Encoding.UTF8.GetBytes(record));

    public string Of(byte[]? record) => _assembly.Call("Probe", "Run", record ?? [], record is null) switch
    {
        StreamRows rows => RowText.Of(rows),
        var error => (string?)error ?? "",
    };

    public ImmutableArray<FlowLang.Runtime.Column> Columns =>
        ((StreamRows?)Activator.CreateInstance(_assembly.GetType("Generated.RowList") ?? typeof(object), nonPublic: true))?.Columns ?? [];
}
