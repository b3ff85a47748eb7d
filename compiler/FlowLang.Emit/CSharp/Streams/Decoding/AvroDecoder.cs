using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.Text;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>
/// Writes the decoder of records in Avro: `Columns` are what a schema is resolved to, and `Decode` has the plans of a lane before its other
/// parameters. With `envelope: debezium` the record is a change event.
/// </summary>
internal static class AvroDecoder
{
    // Debezium's position in the log and time of the commit.
    private static readonly RowType Source = new([Count("lsn"), Count("ts_us"), Count("ts_ms")]);

    public static string Emit(string className, string rowName, RowType row, StreamEnvelope envelope, StructTypes types)
    {
        bool isChange = envelope == StreamEnvelope.Debezium;
        AvroReaders readers = new(types, isChange);
        RowType written = isChange ? Event(row) : row;
        string writtenName = isChange ? types.Declare(rowName + "Event", written) : rowName;
        string read = readers.Columns(writtenName, written);
        CodeWriter code = new();
        code.Line($"/// <summary>Reads {(isChange ? "Debezium's change events" : "records")} in Avro.</summary>");
        code.Line($"internal static class {className}");
        using (code.Block())
        {
            code.Line($"public static readonly ImmutableArray<Column> Columns = {Literals.Columns(written.Fields)};");
            code.Line();
            Decode(code, rowName, read, isChange);
            if (isChange)
            {
                code.Line();
                Change(code, rowName, writtenName, row, read);
            }

            readers.Write(code);
        }

        return code.ToString();
    }

    private static RowField Count(string name) => new(name, new TypeRef(IntegerType.Int64, true));

    private static RowType Event(RowType row) => new(
    [
        new RowField("op", new TypeRef(TextType.Instance)),
        .. row.Fields.Any(f => f.Name is "lsn" or "committed_at") ? [new RowField("source", new TypeRef(Source))] : Array.Empty<RowField>(),
        .. row.Fields.Where(f => f.Name is "before" or "after").Select(f => f with { Type = f.Type with { Nullable = true } }),
    ]);

    private static void Decode(CodeWriter code, string rowName, string read, bool isChange) => code.Line($$"""
        public static DecodeError Decode(
            AvroPlans plans, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isTombstone, out {{rowName}} row)
        {
            row = default;
            if (isTombstone)
            {
                return {{(isChange ? "DecodeError.Skip" : "DecodeErrors.NoValue()")}};
            }

            DecodeError error = plans.Open(value, out ReadOnlySpan<byte> body, out AvroForm plan);
            if (!error.IsNone)
            {
                return error;
            }

            try
            {
                AvroReader reader = new(body);
                error = {{(isChange ? "ReadChange" : read)}}(ref reader, reader.Choose(plan), out row);
                if (error.IsNone)
                {
                    reader.End();
                }

                return error;
            }
            catch (AvroFormatException e)
            {
                row = default;
                return DecodeErrors.Malformed(e.Message);
            }
        }
        """);

    // The event as the language says it.
    private static void Change(CodeWriter code, string rowName, string eventName, RowType row, string read)
    {
        bool hasTime = row.Fields.Any(f => f.Name == "committed_at");
        code.Line($"private static DecodeError ReadChange(ref AvroReader reader, AvroForm form, out {rowName} row)");
        using (code.Block())
        {
            code.Line("row = default;");
            code.Line($"DecodeError error = {read}(ref reader, form, out {eventName} change);");
            Return(code, "!error.IsNone", "error");
            code.Line("error = DebeziumEnvelope.Operation(change.Op, out string op);");
            Return(code, "!error.IsNone", "error");
            foreach (RowField side in row.Fields.Where(f => f.Name is "before" or "after"))
            {
                string test = $"change.{Names.Pascal(side.Name)} is null && op {(side.Name == "after" ? "!=" : "==")} \"delete\"";
                Return(code, test, $"DecodeErrors.Missing(\"{side.Name}\")");
            }

            if (row.Fields.Any(f => f.Name == "lsn"))
            {
                Return(code, "change.Source.Lsn is not { } lsn", "DecodeErrors.Missing(\"source.lsn\")");
            }

            if (hasTime)
            {
                code.Line("error = DebeziumEnvelope.Committed(change.Source.TsUs, change.Source.TsMs, out DateTime committedAt);");
                Return(code, "!error.IsNone", "error");
            }

            IEnumerable<string> values = row.Fields.Select(f => f.Name switch
            {
                "before" or "after" => $"change.{Names.Pascal(f.Name)}",
                "committed_at" => "committedAt",
                var name => name,
            });
            code.Line($"row = new({string.Join(", ", values)});");
            code.Line("return DecodeError.None;");
        }
    }

    private static void Return(CodeWriter code, string condition, string error)
    {
        code.Line($"if ({condition})");
        using (code.Block())
        {
            code.Line($"return {error};");
        }

        code.Line();
    }
}
