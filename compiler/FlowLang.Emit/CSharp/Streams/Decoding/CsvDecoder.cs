using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.Text;
using FlowLang.Planning.Batch;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>Writes the decoder of records that are each a line of CSV: the declared columns in order, without a header.</summary>
internal sealed class CsvDecoder
{
    private readonly CodeWriter _code = new();
    private readonly JsonReaders _json;
    private readonly StructTypes _types;
    private readonly NameScope _names = new();

    private CsvDecoder(StructTypes types)
    {
        _types = types;
        _json = new JsonReaders(types, isDebezium: false);
        foreach (string taken in (ReadOnlySpan<string>)["record", "row", "fields", "error", "read", "text"])
        {
            _names.Take(taken);
        }
    }

    public static string Emit(string className, string rowName, RowType row, RowType declared, StructTypes types)
    {
        CsvDecoder decoder = new(types);
        decoder.Class(className, rowName, row, declared);
        return decoder._code.ToString();
    }

    private void Class(string className, string rowName, RowType row, RowType declared)
    {
        _code.Line("/// <summary>Reads records that are lines of CSV.</summary>");
        _code.Line($"internal static class {className}");
        using (_code.Block())
        {
            JsonDecoder.Decode(_code, rowName, "DecodeErrors.NoValue()");
            _code.Line();
            _code.Line($"private static DecodeError Read(ReadOnlySpan<byte> record, out {rowName} row)");
            using (_code.Block())
            {
                _code.Line("row = default;");
                _code.Line("DecodeError error = CsvFields.Check(record);");
                Return("!error.IsNone", "error");
                _code.Line("CsvFields fields = new(record);");
                Dictionary<string, string> locals = [];
                foreach (RowField field in declared.Fields)
                {
                    Return("!fields.Next()", $"fields.End({declared.Fields.Length})");
                    if (row.Find(field.Name) is { } read)
                    {
                        locals.Add(field.Name, Column(read));
                    }
                }

                _code.Line($"error = fields.End({declared.Fields.Length});");
                Return("!error.IsNone", "error");
                _code.Line($"row = new({string.Join(", ", row.Fields.Select(f => locals[f.Name]))});");
                _code.Line("return DecodeError.None;");
            }

            _json.Write(_code);
        }
    }

    // Reads the field into a new local.
    private string Column(RowField field)
    {
        string local = _names.Take(Names.Camel(field.Name));
        FlowType type = field.Type.Type;
        string quoted = CSharpText.Quote(field.Name);
        if (!field.Type.Nullable)
        {
            Return("fields.IsNull", $"DecodeErrors.Missing({quoted})");
        }

        bool isDirect = !field.Type.Nullable || CSharpTypes.IsReference(type);
        string value = isDirect ? local : _names.Take("some");
        _code.Line($"{_types.Name(field.Type)} {local} = default;");
        if (field.Type.Nullable)
        {
            _code.Line("if (!fields.IsNull)");
            using (_code.Block())
            {
                Value(type, quoted, isDirect ? $"out {value}" : $"out {_types.Name(type)} {value}");
                if (!isDirect)
                {
                    _code.Line($"{local} = {value};");
                }
            }

            _code.Line();
        }
        else
        {
            Value(type, quoted, $"out {value}");
        }

        return local;
    }

    private void Value(FlowType type, string quoted, string target)
    {
        if (JsonReaders.HasParts(type))
        {
            _code.Line($"error = {_json.Text(type)}(fields.Text, {target});");
            Return("!error.IsNone", $"error.In({quoted})");
            return;
        }

        string described = CSharpText.Quote(_json.Described(type));
        Return($"!{Scalar(type, target)}", $"DecodeErrors.NotOfType({quoted}, {described}, fields.Text)");
    }

    private string Scalar(FlowType type, string target) => type switch
    {
        BoolType => $"TextValues.TryBool(fields.Text, {target})",
        IntegerType number => $"TextValues.TryInt{number.Bits}(fields.Text, {target})",
        FloatType number => $"TextValues.TryFloat{number.Bits}(fields.Text, {target})",
        DecimalType number => $"TextValues.TryDecimal(fields.Text, {number.Precision}, {number.Scale}, {target})",
        UuidType => $"TextValues.TryUuid(fields.Text, {target})",
        DateType => $"TextValues.TryDate(fields.Text, {target})",
        TimeType => $"TextValues.TryTime(fields.Text, {target})",
        DateTimeType => $"TextValues.TryDateTime(fields.Text, {target})",
        InstantType => $"TextValues.TryInstant(fields.Text, {target})",
        BytesType => $"TextValues.TryBytes(fields.Text, {target})",
        JsonType => $"TextValues.TryJson(fields.Text, {target})",
        EnumType set => $"{_json.Options(set)}(fields.Text, {target})",
        _ => $"TextValues.TryText(fields.Text, {target})",
    };

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
