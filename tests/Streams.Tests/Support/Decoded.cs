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

    public static Decoded Json(RowType row, StreamEnvelope envelope = StreamEnvelope.None) =>
        Of(row, row, StreamFormat.Json, envelope);

    /// <param name="row">What is read.</param>
    /// <param name="declared">The columns of a line.</param>
    public static Decoded Csv(RowType row, RowType declared) => Of(row, declared, StreamFormat.Csv, StreamEnvelope.None);

    public static Decoded Changes(RowType row, StreamDecimals decimals) =>
        Of(row, row, StreamFormat.Json, StreamEnvelope.Debezium, decimals);

    private static Decoded Of(
        RowType row, RowType declared, StreamFormat format, StreamEnvelope envelope, StreamDecimals decimals = StreamDecimals.Unknown)
    {
        StructTypes types = new();
        string name = types.Declare("Row", row);
        CodeWriter code = new();
        code.Line(DecoderEmitter.Emit("Decoder", name, row, format, envelope, types, declared, decimals));
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

    /// <summary>The row of a good record.</summary>
    public StreamRows Rows(string record) => _assembly.Call("Probe", "Run", Encoding.UTF8.GetBytes(record), false) as StreamRows
        ?? throw new ArgumentException("it is a bad record", nameof(record));

    public ImmutableArray<FlowLang.Runtime.Column> Columns =>
        ((StreamRows?)Activator.CreateInstance(_assembly.GetType("Generated.RowList") ?? typeof(object), nonPublic: true))?.Columns ?? [];
}
