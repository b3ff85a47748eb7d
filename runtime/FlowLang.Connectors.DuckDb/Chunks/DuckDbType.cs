using System.Collections.Immutable;
using DuckDB.NET.Native;

namespace FlowLang.Connectors.DuckDb;

/// <summary>A field of a <see cref="DuckDbType"/>.</summary>
public sealed record DuckDbField(string Name, DuckDbType Type);

/// <summary>
/// The physical type of a result column. Decimals carry width, scale and the integer that stores them (<see cref="Storage"/>: SmallInt,
/// Integer, BigInt or HugeInt). <see cref="Children"/>: a list's element, a struct's fields, a map's <c>key</c> and <c>value</c>.
/// </summary>
public sealed record DuckDbType(DuckDBType Kind, DuckDBType Storage, int Width, int Scale, ImmutableArray<DuckDbField> Children)
{
    internal static DuckDbType Read(DuckDBLogicalType logical)
    {
        DuckDBType kind = NativeMethods.LogicalType.DuckDBGetTypeId(logical);
        return kind switch
        {
            DuckDBType.Decimal => new(
                kind,
                NativeMethods.LogicalType.DuckDBDecimalInternalType(logical),
                NativeMethods.LogicalType.DuckDBDecimalWidth(logical),
                NativeMethods.LogicalType.DuckDBDecimalScale(logical),
                []),
            DuckDBType.Enum => new(kind, NativeMethods.LogicalType.DuckDBEnumInternalType(logical), 0, 0, []),
            DuckDBType.List => new(kind, kind, 0, 0, [Child("element", NativeMethods.LogicalType.DuckDBListTypeChildType(logical))]),
            DuckDBType.Map => new(kind, kind, 0, 0,
            [
                Child("key", NativeMethods.LogicalType.DuckDBMapTypeKeyType(logical)),
                Child("value", NativeMethods.LogicalType.DuckDBMapTypeValueType(logical)),
            ]),
            DuckDBType.Struct => new(kind, kind, 0, 0, Fields(logical)),
            _ => new(kind, kind, 0, 0, []),
        };
    }

    private static DuckDbField Child(string name, DuckDBLogicalType logical)
    {
        using (logical)
        {
            return new(name, Read(logical));
        }
    }

    private static ImmutableArray<DuckDbField> Fields(DuckDBLogicalType logical)
    {
        long count = NativeMethods.LogicalType.DuckDBStructTypeChildCount(logical);
        var fields = ImmutableArray.CreateBuilder<DuckDbField>((int)count);
        for (long i = 0; i < count; i++)
        {
            fields.Add(Child(
                NativeMethods.LogicalType.DuckDBStructTypeChildName(logical, i),
                NativeMethods.LogicalType.DuckDBStructTypeChildType(logical, i)));
        }

        return fields.MoveToImmutable();
    }
}
