using System.Buffers.Binary;
using System.Reflection;
using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.CSharp.Streams;
using FlowLang.Emit.Text;
using FlowLang.Semantics.Types;
using FlowLang.Streams.Decoding;
using FlowLang.Streams.Tests.Support;

namespace FlowLang.Streams.Tests.Avro;

/// <summary>A generated decoder of Avro: gives the row that a record becomes as text, or its error.</summary>
internal sealed class AvroDecoded
{
    private const string Probe = """
        public static class Probe
        {
            public static object Plans(IAvroSchemas schemas) => new AvroPlans(schemas, Decoder.Columns);

            public static object Run(object plans, byte[] value, bool isTombstone)
            {
                DecodeError error = Decoder.Decode((AvroPlans)plans, default, value, isTombstone, out Row row);
                RowList rows = new();
                rows.Items.Add(row);
                return error.IsNone ? rows : error.IsSkip ? "skipped" : $"{error.Code} {error.Message}";
            }
        }
        """;

    private readonly Assembly _assembly;

    public AvroDecoded(RowType row, StreamEnvelope envelope = StreamEnvelope.None)
    {
        StructTypes types = new();
        string name = types.Declare("Row", row);
        CodeWriter code = new();
        code.Line(DecoderEmitter.Emit("Decoder", name, row, StreamFormat.Avro, envelope, types));
        code.Line(RowsEmitter.Emit("RowList", name, row, isUpdates: false, types));
        types.Write(code);
        _assembly = GeneratedCode.Compile(code + Probe);
    }

    /// <summary>A record of schema 1 in Confluent's wire format.</summary>
    public static byte[] Framed(ReadOnlySpan<byte> body, int id = 1)
    {
        byte[] record = new byte[5 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(record.AsSpan(1), id);
        body.CopyTo(record.AsSpan(5));
        return record;
    }

    public string Of(string schema, ReadOnlySpan<byte> body) => Of(new KnownSchemas((1, schema)), Framed(body));

    public string Of(IAvroSchemas schemas, params IEnumerable<byte[]?> records)
    {
        object? plans = _assembly.Call("Probe", "Plans", schemas);
        return string.Join(" | ", records.Select(record => _assembly.Call("Probe", "Run", plans, record ?? [], record is null) switch
        {
            StreamRows rows => RowText.Of(rows),
            var error => (string?)error ?? "",
        }));
    }
}
