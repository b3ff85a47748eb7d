using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.Text;
using FlowLang.Planning.Batch;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>
/// Methods that read a value with parts where an `AvroReader` stands, by the form that its schema was resolved to: `DecodeError Name(ref
/// reader, form, out value)`. The fields of a record come in the writer's order, and each is read into its own local.
/// </summary>
/// <param name="isDebezium">Values are those of change events.</param>
internal sealed class AvroReaders(StructTypes types, bool isDebezium)
{
    private readonly Dictionary<FlowType, string> _known = [];

    // Enums, names and how a type is told are those of JSON.
    private readonly JsonReaders _json = new(types, isDebezium: false);

    /// <summary>The method that reads a record into a struct.</summary>
    public string Columns(string rowName, RowType row)
    {
        string name = _json.Take($"Read{rowName}");
        CodeWriter code = new();
        code.Line($"private static DecodeError {name}(ref AvroReader reader, AvroForm record, out {rowName} value)");
        using (code.Block())
        {
            code.Line("value = default;");
            Return(code, "!record.IsRecord", "DecodeErrors.NotOfType(\"\", \"an object\", reader.Shown(record))");
            string[] locals = Locals(code, row);
            code.Line("foreach (AvroStep step in record.Steps)");
            using (code.Block())
            {
                If(code, "step.Member < 0", ["reader.Skip(step.Form);", "continue;"]);
                if (row.Fields.Length > 0)
                {
                    code.Line("AvroForm form = reader.Choose(step.Form);");
                    code.Line("switch (step.Member)");
                    using (code.Block())
                    {
                        for (int i = 0; i < row.Fields.Length; i++)
                        {
                            Case(code, i, row.Fields[i], locals[i]);
                        }
                    }
                }
            }

            code.Line();
            code.Line($"value = new({string.Join(", ", locals)});");
            code.Line("return DecodeError.None;");
        }

        _json.Method(code.ToString().TrimEnd('\n'));
        return name;
    }

    public void Write(CodeWriter code) => _json.Write(code);

    private string Of(FlowType type)
    {
        if (!_known.TryGetValue(type, out string? name))
        {
            name = type switch
            {
                ListType list => List(list),
                MapType map => Map(map),
                RowType row => Columns(types.Name(row), row),
                _ => throw new System.Diagnostics.UnreachableException(type.ToString()),
            };
            _known.Add(type, name);
        }

        return name;
    }

    private string[] Locals(CodeWriter code, RowType row)
    {
        NameScope names = new();
        foreach (string taken in (ReadOnlySpan<string>)["reader", "record", "value", "step", "form", "error", "read"])
        {
            names.Take(taken);
        }

        string[] locals = [.. row.Fields.Select(f => names.Take(Names.Camel(f.Name)))];
        for (int i = 0; i < locals.Length; i++)
        {
            code.Line($"{types.Name(row.Fields[i].Type)} {locals[i]} = default;");
        }

        return locals;
    }

    private void Case(CodeWriter code, int index, RowField field, string local)
    {
        string quoted = CSharpText.Quote(field.Name);
        bool isDirect = !field.Type.Nullable || CSharpTypes.IsReference(field.Type.Type);
        code.Line($"case {index}:");
        using (code.Indent())
        {
            using (code.Block())
            {
                If(code, "form.IsNull", field.Type.Nullable ? ["break;"] : [$"return DecodeErrors.Missing({quoted});"]);
                Value(
                    code, field.Type.Type, isDirect ? $"out {local}" : $"out {types.Name(field.Type.Type)} read", $"error.In({quoted})",
                    quoted);
                if (!isDirect)
                {
                    code.Line($"{local} = read;");
                }

                code.Line("break;");
            }
        }
    }

    private string List(ListType list)
    {
        string name = _json.Take("ReadList");
        string item = types.Name(list.Element.Type);
        Items(
            name, types.Name(list), ("IsList", "a list"), $"List<{item}?> items = [];", "", "items.Add({0});",
            (list.Element.Type, "error.In(\"[]\")", "\"[]\""), "new([.. items])");
        return name;
    }

    private string Map(MapType map)
    {
        string name = _json.Take("ReadMap");
        string item = types.Name(map.Value.Type);
        Items(
            name, types.Name(map), ("IsMap", "an object"), $"OrderedDictionary<string, {item}?> entries = [];",
            "string key = reader.Key();", "entries[key] = {0};", (map.Value.Type, "error.In(key)", "key"),
            "new([.. entries.Keys], [.. entries.Values])");
        return name;
    }

    // Blocks of items; each can be null.
    private void Items(
        string name, string type, (string Test, string Described) what, string made, string before, string added,
        (FlowType Type, string Wrapped, string Field) item, string result)
    {
        CodeWriter code = new();
        code.Line($"private static DecodeError {name}(ref AvroReader reader, AvroForm record, out {type} value)");
        using (code.Block())
        {
            code.Line("value = default;");
            Return(code, $"!record.{what.Test}", $"DecodeErrors.NotOfType(\"\", \"{what.Described}\", reader.Shown(record))");
            code.Line(made);
            code.Line("for (long count = reader.Block(); count > 0; count = reader.Block())");
            using (code.Block())
            {
                code.Line("for (; count > 0; count--)");
                using (code.Block())
                {
                    if (before.Length > 0)
                    {
                        code.Line(before);
                    }

                    code.Line("AvroForm form = reader.Choose(record.Element);");
                    If(code, "form.IsNull", [added.Replace("{0}", "null", StringComparison.Ordinal), "continue;"]);
                    Value(code, item.Type, $"out {types.Name(item.Type)} read", item.Wrapped, item.Field);
                    code.Line(added.Replace("{0}", "read", StringComparison.Ordinal));
                }
            }

            code.Line();
            code.Line($"value = {result};");
            code.Line("return DecodeError.None;");
        }

        _json.Method(code.ToString().TrimEnd('\n'));
    }

    private void Value(CodeWriter code, FlowType type, string target, string wrapped, string field)
    {
        if (JsonReaders.HasParts(type))
        {
            code.Line($"DecodeError error = {Of(type)}(ref reader, form, {target});");
            Return(code, "!error.IsNone", wrapped);
            return;
        }

        string described = CSharpText.Quote(_json.Described(type));
        Return(code, $"!{Scalar(type, target)}", $"DecodeErrors.NotOfType({field}, {described}, reader.Shown(form))");
    }

    private string Scalar(FlowType type, string target) => type switch
    {
        BoolType => $"AvroValues.TryBool(ref reader, form, {target})",
        IntegerType number => $"AvroValues.TryInt{number.Bits}(ref reader, form, {target})",
        FloatType number => $"AvroValues.TryFloat{number.Bits}(ref reader, form, {target})",
        DecimalType number => $"AvroValues.TryDecimal(ref reader, form, {number.Precision}, {number.Scale}, {target})",
        UuidType => $"AvroValues.TryUuid(ref reader, form, {target})",
        DateType => $"AvroValues.TryDate(ref reader, form, {target})",
        TimeType => $"AvroValues.TryTime(ref reader, form, {target})",
        DateTimeType => $"AvroValues.TryDateTime(ref reader, form, {target})",
        InstantType => $"AvroValues.TryInstant(ref reader, form, {target})",
        BytesType => $"{Sent}.TryBytes(ref reader, form, {target})",
        JsonType => $"AvroValues.TryJson(ref reader, form, {target})",
        EnumType set => $"(AvroValues.TryRaw(ref reader, form, out ReadOnlySpan<byte> text) & {_json.Options(set)}(text, {target}))",
        _ => $"{Sent}.TryText(ref reader, form, {target})",
    };

    // Of change events large values may not have been sent.
    private string Sent => isDebezium ? "DebeziumValues" : "AvroValues";

    private static void Return(CodeWriter code, string condition, string error) => If(code, condition, [$"return {error};"]);

    private static void If(CodeWriter code, string condition, ReadOnlySpan<string> statements)
    {
        code.Line($"if ({condition})");
        using (code.Block())
        {
            foreach (string statement in statements)
            {
                code.Line(statement);
            }
        }

        code.Line();
    }
}
