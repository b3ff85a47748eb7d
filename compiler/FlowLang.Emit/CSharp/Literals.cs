using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Emit.CSharp;

/// <summary>Values as C# source.</summary>
internal static class Literals
{
    /// <summary>A string literal on one line.</summary>
    public static string Text(string value) => CSharpText.Quote(value);

    public static string Text(string? value, string otherwise) => value is null ? otherwise : Text(value);

    public static string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";

    /// <summary>The quotes of a raw string that can hold the text.</summary>
    public static string RawQuotes(string text)
    {
        int longest = 0;
        int run = 0;
        foreach (char c in text)
        {
            run = c == '"' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return new string('"', Math.Max(3, longest + 1));
    }

    public static string Duration(TimeSpan value) =>
        string.Create(CultureInfo.InvariantCulture, $"TimeSpan.FromMilliseconds({value.TotalMilliseconds})");

    /// <summary>`"main.flow", 12, 5`: where a span begins.</summary>
    public static string Place(TextSpan span) => $"{Text(span.Source.Path)}, {span.Line}, {span.Column}";

    public static string Columns(IEnumerable<RowField> fields) => List(fields.Select(Column));

    public static string Column(RowField field)
    {
        StringBuilder text = new($"new({Text(field.Name)}, {Type(field.Type.Type)}");
        text.Append(field.Type.Nullable ? ", Nullable: true" : "").Append(field.IsKey ? ", IsKey: true" : "");
        return text.Append(')').ToString();
    }

    /// <summary>The runtime's description of a type.</summary>
    public static string Type(FlowType type) => type switch
    {
        IntegerType integer => $"ColumnType.Int{integer.Bits}",
        FloatType real => $"ColumnType.Float{real.Bits}",
        DecimalType number => $"ColumnType.Decimal({number.Precision}, {number.Scale})",
        TextType or EnumType => "ColumnType.Text",
        BoolType => "ColumnType.Bool",
        BytesType => "ColumnType.Bytes",
        UuidType => "ColumnType.Uuid",
        DateType => "ColumnType.Date",
        TimeType => "ColumnType.Time",
        InstantType => "ColumnType.Instant",
        DateTimeType => "ColumnType.DateTime",
        IntervalType => "ColumnType.Interval",
        JsonType => "ColumnType.Json",
        ListType list => $"ColumnType.List({Type(list.Element.Type)}{(list.Element.Nullable ? ", nullable: true" : "")})",
        MapType map => $"ColumnType.Map({Type(map.Value.Type)}{(map.Value.Nullable ? ", nullable: true" : "")})",
        RowType row => $"ColumnType.Struct({string.Join(", ", row.Fields.Select(Column).Select(c => c.Insert(3, " Column")))})",
        _ => throw new System.Diagnostics.UnreachableException(type.ToString()),
    };
}
