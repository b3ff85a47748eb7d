using System.Text;
using FlowLang.Values;
using FlowLang.Values.Numbers;
using FlowLang.Values.Texts;
using FlowLang.Values.Times;

namespace FlowLang.Streams.Tests.Support;

/// <summary>Rows as text: one a line, `kind:value` with spaces between them.</summary>
internal sealed class RowText : IRowWriter
{
    private readonly StringBuilder _text = new();

    public static string Of(StreamRows rows)
    {
        RowText text = new();
        rows.Write(0, rows.Count, ref text);
        return text.ToString();
    }

    public override string ToString() => _text.ToString();

    public void BeginRow() => _text.Append(_text.Length == 0 ? "" : "\n");

    public void EndRow() => _text.Length--;

    public void Null() => Add("null");

    public void Bool(bool value) => Add(value ? "true" : "false");

    public void Integer(long value) => Add($"{value}");

    public void Float(double value) => Add("f:" + TextForm.Of(value));

    public void Single(float value) => Add("s:" + TextForm.Of(value));

    public void Decimal(Int128 unscaled, int scale) => Add("d:" + Decimals.ToText(unscaled, scale));

    public void Text(string value) => Add($"\"{value}\"");

    public void Json(string value) => Add("j:" + value);

    public void Bytes(Bytes value) => Add($"x:{value}");

    public void Uuid(Guid value) => Add($"u:{value}");

    public void Date(DateOnly value) => Add(TextForm.Of(value));

    public void Time(TimeOnly value) => Add(TextForm.Of(value));

    public void DateTime(DateTime value) => Add(TextForm.OfDateTime(value));

    public void Instant(DateTime value) => Add(TextForm.OfInstant(value));

    public void Interval(Interval value) => Add($"{value.Months}m{value.Days}d{value.Microseconds}us");

    public void BeginList(int count) => Add($"[{count}:");

    public void EndList() => Add("]");

    public void BeginStruct() => Add("(");

    public void EndStruct() => Add(")");

    public void BeginMap(int count) => Add($"{{{count}:");

    public void EndMap() => Add("}");

    private void Add(string text) => _text.Append(text).Append(' ');
}
