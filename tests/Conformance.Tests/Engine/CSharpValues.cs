using System.Globalization;
using System.Text;
using FlowLang.Semantics.Types;
using FlowLang.Values;
using FlowLang.Values.Numbers;
using FlowLang.Values.Texts;
using FlowLang.Values.Times;
using Calendar = FlowLang.Values.Times.Calendar;

namespace FlowLang.Conformance.Tests.Engine;

/// <summary>Values between tables and generated code. The forms of SQL that cells use are read here again, on their own.</summary>
internal static class CSharpValues
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <param name="type">The C# type, nullable or not.</param>
    public static object? Parse(string cell, FlowType flow, Type type) => cell switch
    {
        "null" or "NULL" => null,
        ['=', .. var sql] => Sql(sql, flow, type),
        ['\'', .. var text, '\''] => text,
        _ => Plain(cell, flow),
    };

    public static Value Render(object? value, FlowType type) => value is null ? Value.Null : type switch
    {
        FloatType => Value.Of(Convert.ToDouble(value, Invariant)),
        InstantType => new Value(Times.Text(Calendar.Microseconds((DateTime)value)) + "Z"),
        DateTimeType => new Value(Times.Text(Calendar.Microseconds((DateTime)value))),
        _ => new Value(Text(value, type)),
    };

    private static string Text(object value, FlowType type) => type switch
    {
        BoolType => TextForm.Of((bool)value),
        DateType => TextForm.Of((DateOnly)value),
        TimeType => TextForm.Of((TimeOnly)value),
        DecimalType number => Decimals.ToText(value is long small ? small : (Int128)value, number.Scale),
        ListType list => Items(value, list),
        _ => Convert.ToString(value, Invariant) ?? "",
    };

    private static string Items(object list, ListType type)
    {
        long length = (long)(list.GetType().GetProperty("Length")?.GetValue(list) ?? 0L);
        IEnumerable<string> items = Enumerable.Range(0, (int)length)
            .Select(i => list.GetType().GetProperty("Item")?.GetValue(list, [i]))
            .Select(item => item is null ? "NULL" : Render(item, type.Element.Type).Text ?? "");
        return $"[{string.Join(", ", items)}]";
    }

    private static object Plain(string cell, FlowType type) => type switch
    {
        BoolType => cell == "true",
        IntegerType { Bits: 16 } => short.Parse(cell, Invariant),
        IntegerType { Bits: 32 } => int.Parse(cell, Invariant),
        IntegerType => long.Parse(cell, Invariant),
        FloatType { Bits: 32 } => float.Parse(cell, Invariant),
        FloatType => double.Parse(cell, Invariant),
        DecimalType number => Decimal(cell, number),
        BytesType => new Bytes(Convert.FromHexString(cell)),
        UuidType => Guid.Parse(cell),
        DateType => DateOnly.Parse(cell, Invariant),
        TimeType => TimeOnly.Parse(cell, Invariant),
        InstantType => DateTime.UnixEpoch.AddTicks(Times.Microseconds(cell) * TimeSpan.TicksPerMicrosecond),
        DateTimeType => DateTime.Parse(cell, Invariant),
        _ => cell,
    };

    private static object Decimal(string cell, DecimalType type)
    {
        bool read = Decimals.TryRead(Encoding.UTF8.GetBytes(cell), type.Precision, type.Scale, out Int128 value);
        Assert.True(read, $"{cell} is no {type}");
        return type.Precision <= 18 ? (object)(long)value : value;
    }

    private static object? Sql(string sql, FlowType flow, Type type)
    {
        Type bare = Nullable.GetUnderlyingType(type) ?? type;
        switch (flow)
        {
            case ListType list:
                Type item = bare.GetGenericArguments()[0];
                object?[] items = [.. Parts(sql[1..^1]).Select(p => Parse(p, list.Element.Type, item))];
                return Activator.CreateInstance(bare, Array(items, item));
            case MapType map:
                Type value = bare.GetGenericArguments()[0];
                string[][] entries = [.. Parts(sql[(sql.IndexOf('{') + 1)..^1]).Select(p => p.Split(": "))];
                object?[] values = [.. entries.Select(e => Parse(e[1], map.Value.Type, value))];
                return Activator.CreateInstance(bare, entries.Select(e => e[0].Trim('\'')).ToArray(), Array(values, value));
            case RowType row:
                string[] fields = [.. Parts(sql[1..^1]).Select(p => p.Split(": ")[1])];
                Type[] types = [.. bare.GetConstructors().Single(c => c.GetParameters().Length == fields.Length).GetParameters()
                    .Select(p => p.ParameterType)];
                return Activator.CreateInstance(bare, [.. fields.Select((f, i) => Parse(f, row.Fields[i].Type.Type, types[i]))]);
            case IntervalType:
                string[] words = sql.Split(' ');
                int months = int.Parse(words[1], Invariant) * (words[2].StartsWith("YEAR", StringComparison.Ordinal) ? 12 : 1);
                return new Interval(months, 0, 0);
            default:
                string[] call = sql["repeat(".Length..^1].Split(", ");
                return string.Concat(Enumerable.Repeat(call[0].Trim('\''), int.Parse(call[1], Invariant)));
        }
    }

    private static string[] Parts(string text) => text.Length == 0 ? [] : text.Split(", ");

    private static Array Array(object?[] items, Type item)
    {
        Array array = System.Array.CreateInstance(item, items.Length);
        for (int i = 0; i < items.Length; i++)
        {
            array.SetValue(items[i], i);
        }

        return array;
    }
}
