using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.Text;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>Writes the decoder of records that are JSON objects.</summary>
internal static class JsonDecoder
{
    public static string Emit(string className, string rowName, RowType row, StructTypes types)
    {
        JsonReaders readers = new(types, isDebezium: false);
        string read = readers.Columns(rowName, row);
        CodeWriter code = new();
        code.Line("/// <summary>Reads records that are JSON objects.</summary>");
        code.Line($"internal static class {className}");
        using (code.Block())
        {
            Decode(code, rowName, "DecodeErrors.NoValue()");
            code.Line();
            code.Line($"private static DecodeError Read(ReadOnlySpan<byte> record, out {rowName} row)");
            using (code.Block())
            {
                code.Line("Utf8JsonReader reader = new(record);");
                code.Line("reader.Read();");
                code.Line($"DecodeError error = {read}(ref reader, record, out row);");
                code.Line("if (error.IsNone)");
                using (code.Block())
                {
                    code.Line("JsonValues.End(ref reader);");
                }

                code.Line();
                code.Line("return error;");
            }

            readers.Write(code);
        }

        return code.ToString();
    }

    /// <summary>The public method around the private `Read(record, out row)`.</summary>
    /// <param name="code">Where it goes.</param>
    /// <param name="rowName">The record struct.</param>
    /// <param name="tombstone">What a record without a value is.</param>
    public static void Decode(CodeWriter code, string rowName, string tombstone) => code.Line($$"""
        public static DecodeError Decode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isTombstone, out {{rowName}} row)
        {
            row = default;
            if (isTombstone)
            {
                return {{tombstone}};
            }

            try
            {
                return Read(value, out row);
            }
            catch (Exception e) when (DecodeErrors.IsRefusal(e))
            {
                row = default;
                return DecodeErrors.NotJson(value, e);
            }
        }
        """);
}
