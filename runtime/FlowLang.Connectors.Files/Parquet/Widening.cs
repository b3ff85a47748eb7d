using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>Which stored types can be read as which declared types without losing anything.</summary>
internal static class Widening
{
    public static bool Allows(ColumnType from, ColumnType to) => (from.Kind, to.Kind) switch
    {
        (ColumnKind.Decimal, ColumnKind.Decimal) => to.Scale >= from.Scale && to.Precision - to.Scale >= from.Precision - from.Scale,
        (ColumnKind.List, ColumnKind.List) or (ColumnKind.Map, ColumnKind.Map) =>
            from.Element is { } stored && to.Element is { } declared && Allows(stored.Type, declared.Type),
        (ColumnKind.Struct, ColumnKind.Struct) => to.Fields.Length == from.Fields.Length
            && to.Fields.Zip(from.Fields).All(p => p.First.Name == p.Second.Name && Allows(p.Second.Type, p.First.Type)),
        _ when from.Kind == to.Kind => true,
        (ColumnKind.Int16, ColumnKind.Int32 or ColumnKind.Int64 or ColumnKind.Float32 or ColumnKind.Float64) => true,
        (ColumnKind.Int32, ColumnKind.Int64 or ColumnKind.Float64) => true,
        (ColumnKind.Float32, ColumnKind.Float64) => true,
        (ColumnKind.Int16, ColumnKind.Decimal) => to.Precision - to.Scale >= 5,
        (ColumnKind.Int32, ColumnKind.Decimal) => to.Precision - to.Scale >= 10,
        (ColumnKind.Int64, ColumnKind.Decimal) => to.Precision - to.Scale >= 19,
        (ColumnKind.Json, ColumnKind.Text) => true,
        _ => false,
    };
}
