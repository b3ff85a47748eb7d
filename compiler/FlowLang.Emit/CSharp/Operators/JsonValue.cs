using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Operators;

/// <summary>Writes a column into the json of a row that leaves.</summary>
internal static class JsonValue
{
    /// <param name="method">Where the statements go.</param>
    /// <param name="name">Null for an item of a list.</param>
    /// <param name="value">The value.</param>
    public static void Write(CSharpMethod method, string? name, CSharpValue value) =>
        WriteNamed(method, name is null ? "null" : CSharpText.Quote(name), value);

    private static void WriteNamed(CSharpMethod method, string quoted, CSharpValue value)
    {
        switch (value.Type)
        {
            case ListType or MapType or RowType when value.IsNullable:
                string present = method.Take("value");
                method.Code.Line($"exits.Name({quoted});");
                method.Code.Line($"if ({value.Text} is {{ }} {present})");
                using (method.Code.Block())
                {
                    Parts(method, value with { Text = present });
                }

                method.Code.Line("else");
                using (method.Code.Block())
                {
                    method.Code.Line("exits.Null();");
                }

                break;
            case ListType or MapType or RowType:
                method.Code.Line($"exits.Name({quoted});");
                Parts(method, value);
                break;
            default:
                method.Code.Line(Scalar(quoted, value));
                break;
        }
    }

    private static void Parts(CSharpMethod method, CSharpValue value)
    {
        switch (value.Type)
        {
            case ListType list:
                method.Code.Line("exits.StartList();");
                string item = method.Take("item");
                method.Code.Line($"foreach ({method.Members.Type(list.Element.Type)}? {item} in {value.Text}.Span)");
                using (method.Code.Block())
                {
                    Write(method, null, new CSharpValue(item, list.Element.Type, IsNullable: true));
                }

                method.Code.Line("exits.EndList();");
                break;
            case MapType map:
                method.Code.Line("exits.StartStruct();");
                string key = method.Take("key");
                method.Code.Line($"foreach (string {key} in {value.Text}.Keys.Span)");
                using (method.Code.Block())
                {
                    WriteNamed(method, key, new CSharpValue($"{value.Text}.Find({key})", map.Value.Type, IsNullable: true));
                }

                method.Code.Line("exits.EndStruct();");
                break;
            case RowType row:
                method.Code.Line("exits.StartStruct();");
                foreach (RowField field in row.Fields)
                {
                    string text = $"{value.Text}.{RowStruct.Property(row, field.Name)}";
                    Write(method, field.Name, new CSharpValue(text, field.Type.Type, field.Type.Nullable));
                }

                method.Code.Line("exits.EndStruct();");
                break;
        }
    }

    private static string Scalar(string name, CSharpValue value) => value.Type switch
    {
        JsonType => $"exits.AddJson({name}, {value.Text});",
        DecimalType type => $"exits.AddDecimal({name}, {value.Text}, {type.Scale});",
        InstantType => $"exits.AddInstant({name}, {value.Text});",
        DateTimeType => $"exits.AddDateTime({name}, {value.Text});",
        _ => $"exits.Add({name}, {value.Text});",
    };
}
