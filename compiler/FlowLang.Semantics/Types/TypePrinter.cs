namespace FlowLang.Semantics.Types;

/// <summary>Prints a type as a program would write it.</summary>
internal static class TypePrinter
{
    public static string Print(FlowType type) => type switch
    {
        ErrorType => "unknown",
        NullType => "null",
        BoolType => "bool",
        IntegerType integer => $"int{integer.Bits}",
        FloatType real => $"float{real.Bits}",
        DecimalType number => $"decimal({number.Precision}, {number.Scale})",
        TextType => "text",
        EnumType set => $"enum({string.Join(", ", set.Values.Select(v => $"\"{v}\""))})",
        BytesType => "bytes",
        UuidType => "uuid",
        DateType => "date",
        TimeType => "time",
        InstantType => "instant",
        DateTimeType => "datetime",
        IntervalType => "interval",
        JsonType => "json",
        SymbolType symbol => symbol.Name,
        ListType list => list.Element + "[]",
        MapType map => $"map<text, {map.Value}>",
        RowType row => row.Fields.IsEmpty ? "{}" : $"{{ {string.Join(", ", row.Fields.Select(Print))} }}",
        RelationType relation => $"relation<{relation.Row}>",
        AppendType stream => $"append<{stream.Row}>",
        ChangesType stream => $"changes<{stream.Row}>",
        _ => throw new System.Diagnostics.UnreachableException(type.GetType().Name),
    };

    private static string Print(RowField field) => $"{field.Name}: {field.Type}{(field.IsKey ? " @key" : "")}";
}
