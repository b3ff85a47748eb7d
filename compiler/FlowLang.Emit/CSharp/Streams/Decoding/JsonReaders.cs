using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.Text;
using FlowLang.Planning.Batch;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>
/// Methods that read a value of a type from where a `Utf8JsonReader` stands: `DecodeError Name(ref reader, record, out value)`, one for
/// each type with parts, all of one class.
/// </summary>
/// <param name="isDebezium">Values are those of change events.</param>
internal sealed class JsonReaders(StructTypes types, bool isDebezium)
{
    private readonly Dictionary<FlowType, string> _known = [];
    private readonly HashSet<string> _columns = [];
    private readonly NameScope _names = new();
    private readonly CodeWriter _code = new();

    public StructTypes Types => types;

    public bool IsDebezium => isDebezium;

    /// <summary>Nobody said how decimals are written.</summary>
    public bool AsksForDecimals { get; init; }

    /// <summary>Reads an object whose members are columns: a list, struct or map may be json in a string there, as in a file.</summary>
    public string Columns(string rowName, RowType row) => Object(rowName, row, isColumns: true);

    /// <summary>The method for a type with parts.</summary>
    public string Of(FlowType type)
    {
        if (_known.TryGetValue(type, out string? name))
        {
            return name;
        }

        name = type switch
        {
            ListType list => new JsonLists(this).List(list),
            MapType map => new JsonLists(this).Map(map),
            RowType row => Object(types.Name(row), row, isColumns: false),
            _ => throw new System.Diagnostics.UnreachableException(type.ToString()),
        };
        _known.Add(type, name);
        return name;
    }

    /// <summary>The method for a type with parts as a column, which may be json in a string.</summary>
    public string Column(FlowType type)
    {
        string name = $"{Of(type)}Column";
        if (_columns.Add(name))
        {
            string text = Text(type);
            Method($$"""
                private static DecodeError {{name}}(ref Utf8JsonReader reader, ReadOnlySpan<byte> record, out {{types.Name(type)}} value) =>
                    reader.TokenType == JsonTokenType.String
                        ? {{text}}(JsonValues.Unescaped(ref reader), out value)
                        : {{Of(type)}}(ref reader, record, out value);
                """);
        }

        return name;
    }

    /// <summary>The method for a type with parts as json in text: `DecodeError Name(text, out value)`.</summary>
    public string Text(FlowType type)
    {
        string name = $"{Of(type)}Text";
        if (_columns.Add(name))
        {
            Method($$"""
                private static DecodeError {{name}}(ReadOnlySpan<byte> text, out {{types.Name(type)}} value)
                {
                    try
                    {
                        Utf8JsonReader reader = new(text);
                        reader.Read();
                        DecodeError error = {{Of(type)}}(ref reader, text, out value);
                        JsonValues.End(ref reader);
                        return error;
                    }
                    catch (JsonException)
                    {
                        value = default;
                        return DecodeErrors.NotOfType("", {{CSharpText.Quote(Described(type))}}, text);
                    }
                }
                """);
        }

        return name;
    }

    /// <summary>A condition that reads a value without parts into a target and is false where it is none of the type.</summary>
    /// <param name="type">The value's.</param>
    /// <param name="target">`out …`.</param>
    /// <param name="form">The place of its form, in a column of a change event; null inside of columns, and elsewhere.</param>
    /// <param name="isColumn">It is a column.</param>
    public string Scalar(FlowType type, string target, bool isColumn, int? form = null) =>
        isDebezium && Debezium(type, target, form is null ? "default" : $"forms[{form}]") is { } special ? special : type switch
        {
            BoolType => $"JsonValues.TryBool(ref reader, {target})",
            IntegerType number => $"JsonValues.TryInt{number.Bits}(ref reader, {target})",
            FloatType number => $"JsonValues.TryFloat{number.Bits}(ref reader, {target})",
            DecimalType number => $"JsonValues.TryDecimal(ref reader, {number.Precision}, {number.Scale}, {target})",
            UuidType => $"JsonValues.TryUuid(ref reader, {target})",
            DateType => $"JsonValues.TryDate(ref reader, {target})",
            TimeType => $"JsonValues.TryTime(ref reader, {target})",
            DateTimeType => $"JsonValues.TryDateTime(ref reader, {target})",
            InstantType => $"JsonValues.TryInstant(ref reader, {target})",
            BytesType => $"JsonValues.TryBytes(ref reader, {target})",
            JsonType => $"JsonValues.TryJson{(isColumn ? "" : "Inside")}(ref reader, record, {target})",
            EnumType set => $"{Enum(set)}(ref reader, {target})",
            _ => $"JsonValues.TryText(ref reader, record, {target})",
        };

    public static bool HasParts(FlowType type) => type is ListType or MapType or RowType;

    /// <summary>`an int64`, as messages have it.</summary>
    public string Described(FlowType type)
    {
        string name = $"{type}";
        string doubt = type is DecimalType && AsksForDecimals ? ", or base64 and text of one alike (`decimals` says which)" : "";
        return type is RowType ? "an object" : $"{(name is ['a' or 'e' or 'i' or 'o' or 'u', ..] ? "an" : "a")} {name}{doubt}";
    }

    /// <summary>A name for a method.</summary>
    public string Take(string wanted) => _names.Take(wanted).Replace("_", "", StringComparison.Ordinal);

    public void Method(string text)
    {
        _code.Line();
        _code.Line(text);
    }

    public void Write(CodeWriter code) => code.Line(_code.ToString().TrimEnd('\n'));

    // Null where the form is the plain one.
    private static string? Debezium(FlowType type, string target, string form) => type switch
    {
        DecimalType number => $"DebeziumValues.TryDecimal(ref reader, {number.Precision}, {number.Scale}, {form}, {target})",
        DateType => $"DebeziumValues.TryDate(ref reader, {form}, {target})",
        TimeType => $"DebeziumValues.TryTime(ref reader, {form}, {target})",
        DateTimeType => $"DebeziumValues.TryDateTime(ref reader, {form}, {target})",
        InstantType => $"DebeziumValues.TryInstant(ref reader, {form}, {target})",
        BytesType => $"DebeziumValues.TryBytes(ref reader, {target})",
        TextType => $"DebeziumValues.TryText(ref reader, record, {target})",
        _ => null,
    };

    private string Object(string typeName, RowType row, bool isColumns)
    {
        string name = Take($"Read{typeName}");
        Method(new JsonObject(this, typeName, row, isColumns).Write(name));
        return name;
    }

    /// <summary>The method for an enum: `bool Name(text, out value)`.</summary>
    public string Options(EnumType set)
    {
        if (_known.TryGetValue(set, out string? name))
        {
            return name;
        }

        name = Take("TryEnum");
        _known.Add(set, name);
        CodeWriter code = new();
        code.Line($"private static bool {name}(ReadOnlySpan<byte> text, out string value)");
        using (code.Block())
        {
            IEnumerable<string> cases =
                set.Values.Select(v => $"text.SequenceEqual({CSharpText.Quote(v)}u8) ? {CSharpText.Quote(v)}");
            code.Line($"value = {string.Join("\n    : ", cases)}\n    : null;");
            code.Line("return value is not null;");
        }

        Method(code.ToString().TrimEnd('\n'));
        return name;
    }

    private string Enum(EnumType set)
    {
        string name = $"{Options(set)}Value";
        if (_columns.Add(name))
        {
            Method($$"""
                private static bool {{name}}(ref Utf8JsonReader reader, out string value)
                {
                    bool isValue = JsonValues.TryRaw(ref reader, out ReadOnlySpan<byte> text);
                    return {{Options(set)}}(text, out value) & isValue;
                }
                """);
        }

        return name;
    }
}
