using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.Text;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>
/// Writes the decoder of Debezium's change events: rows are `{ op, before, after, lsn, committed_at }` or some of these, and of both rows
/// only the fields that are read.
/// </summary>
internal sealed class DebeziumDecoder
{
    private readonly CodeWriter _code = new();
    private readonly JsonReaders _readers;
    private readonly RowType _row;
    private readonly StructTypes _types;

    private readonly StreamDecimals _decimals;

    private DebeziumDecoder(RowType row, StreamDecimals decimals, StructTypes types)
    {
        (_row, _types, _decimals) = (row, types, decimals);
        _readers = new JsonReaders(types, isDebezium: true) { AsksForDecimals = decimals == StreamDecimals.Unknown };
    }

    private bool HasSource => _row.Fields.Any(f => f.Name is "lsn" or "committed_at");

    public static string Emit(string className, string rowName, RowType row, StreamDecimals decimals, StructTypes types)
    {
        DebeziumDecoder decoder = new(row, decimals, types);
        decoder.Class(className, rowName);
        return decoder._code.ToString();
    }

    private void Class(string className, string rowName)
    {
        _code.Line("/// <summary>Reads Debezium's change events.</summary>");
        _code.Line($"internal static class {className}");
        using (_code.Block())
        {
            foreach ((string side, RowType row) in Sides())
            {
                string names = string.Join(", ", row.Fields.Select(f => CSharpText.Quote(f.Name)));
                string forms = string.Join(", ", row.Fields.Select(Form));
                _code.Line($"private static readonly DebeziumFields s_{side} = new(\"{side}\", [{names}], [{forms}]);");
            }

            _code.Line();
            JsonDecoder.Decode(_code, rowName, "DecodeError.Skip");
            _code.Line();
            _code.Line($"private static DecodeError Read(ReadOnlySpan<byte> record, out {rowName} row)");
            using (_code.Block())
            {
                Open();
                _code.Line("while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)");
                using (_code.Block())
                {
                    Members();
                }

                _code.Line();
                Finish();
            }

            _readers.Write(_code);
        }
    }

    private (string Side, RowType Row)[] Sides() =>
        [.. _row.Fields.Where(f => f.Name is "before" or "after").Select(f => (f.Name, (RowType)f.Type.Type))];

    private string Form(RowField field) => (field.Type.Type, _decimals) switch
    {
        (DecimalType, StreamDecimals.Text) => "new(DebeziumKind.Text)",
        (DecimalType type, StreamDecimals.Base64) => $"new(DebeziumKind.Decimal, {type.Scale})",
        _ => "default",
    };

    private void Open()
    {
        _code.Line("row = default;");
        _code.Line("Utf8JsonReader reader = new(record);");
        _code.Line("reader.Read();");
        _code.Line("DecodeError error = DebeziumEnvelope.Open(ref reader, record, out ReadOnlySpan<byte> schema);");
        Return("!error.IsNone", "error");
        _code.Line("string? op = null;");
        if (HasSource)
        {
            _code.Line("long? lsn = null;");
            _code.Line("DateTime? committedAt = null;");
        }

        foreach ((string side, RowType row) in Sides())
        {
            _code.Line($"DebeziumForm[] {side}Forms = s_{side}.Of(schema);");
            _code.Line($"{_types.Name(row)}? {side} = null;");
        }
    }

    private void Members()
    {
        string otherwise = "";
        foreach ((string side, RowType row) in Sides())
        {
            string name = _types.Name(row);
            Member(ref otherwise, side, $$"""
                {{side}} = null;
                if (reader.TokenType != JsonTokenType.Null)
                {
                    error = {{_readers.Columns(name, row)}}(ref reader, record, {{side}}Forms, out {{name}} read);
                    if (!error.IsNone)
                    {
                        return error.In("{{side}}");
                    }

                    {{side}} = read;
                }
                """);
        }

        Member(ref otherwise, "op", Checked("DebeziumEnvelope.Operation(ref reader, out op)"));
        if (HasSource)
        {
            Member(ref otherwise, "source", Checked("DebeziumEnvelope.Source(ref reader, out lsn, out committedAt)"));
        }

        _code.Line("else");
        using (_code.Block())
        {
            _code.Line("reader.Read();");
            _code.Line("reader.Skip();");
        }
    }

    private void Member(ref string otherwise, string name, string statements)
    {
        _code.Line($"{otherwise}if (reader.ValueTextEquals(\"{name}\"u8))");
        otherwise = "else ";
        using (_code.Block())
        {
            _code.Line("reader.Read();");
            _code.Line(statements);
        }
    }

    private static string Checked(string call) => $$"""
        error = {{call}};
        if (!error.IsNone)
        {
            return error;
        }
        """;

    // Of an insert, an update and a snapshot the new row is there, of a delete the old.
    private void Finish()
    {
        _code.Line("JsonValues.End(ref reader);");
        Return("op is null", "DecodeErrors.Missing(\"op\")");
        foreach ((string side, _) in Sides())
        {
            Return($"{side} is null && op {(side == "after" ? "!=" : "==")} \"delete\"", $"DecodeErrors.Missing(\"{side}\")");
        }

        List<string> values = [];
        foreach (RowField field in _row.Fields)
        {
            string local = field.Name == "committed_at" ? "committedAt" : field.Name;
            string source = field.Name == "lsn" ? "source.lsn" : "source.ts_ms";
            bool isMeta = field.Name is "lsn" or "committed_at";
            values.Add(isMeta ? $"{local}.Value" : local);
            if (isMeta)
            {
                Return($"{local} is null", $"DecodeErrors.Missing(\"{source}\")");
            }
        }

        _code.Line($"row = new({string.Join(", ", values)});");
        _code.Line("return DecodeError.None;");
    }

    private void Return(string condition, string error)
    {
        _code.Line($"if ({condition})");
        using (_code.Block())
        {
            _code.Line($"return {error};");
        }

        _code.Line();
    }
}
