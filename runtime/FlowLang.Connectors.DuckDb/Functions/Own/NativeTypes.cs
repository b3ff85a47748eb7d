using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;
using DuckDB.NET.Native;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb.Functions;

/// <summary>DuckDB's descriptions of the types that functions of a program's own have.</summary>
internal static partial class NativeTypes
{
    private const string ValueField = "value";

    /// <summary>The type of a result: in a struct of one field where it may be null.</summary>
    public static unsafe DuckDBLogicalType Result(Column result)
    {
        DuckDBLogicalType value = Of(result.Type);
        if (!result.Nullable)
        {
            return value;
        }

        using (value)
        {
            nint type = value.DangerousGetHandle();
            nint name = Marshal.StringToCoTaskMemUTF8(ValueField);
            try
            {
                return new Owned(CreateStruct(&type, &name, 1));
            }
            finally
            {
                Marshal.FreeCoTaskMem(name);
            }
        }
    }

    public static DuckDBLogicalType Of(ColumnType type) => type.Kind == ColumnKind.Decimal
        ? NativeMethods.LogicalType.DuckDBCreateDecimalType((byte)type.Precision, (byte)type.Scale)
        : NativeMethods.LogicalType.DuckDBCreateLogicalType(type.Kind switch
        {
            ColumnKind.Bool => DuckDBType.Boolean,
            ColumnKind.Int16 => DuckDBType.SmallInt,
            ColumnKind.Int32 => DuckDBType.Integer,
            ColumnKind.Int64 => DuckDBType.BigInt,
            ColumnKind.Float32 => DuckDBType.Float,
            ColumnKind.Float64 => DuckDBType.Double,
            ColumnKind.Text => DuckDBType.Varchar,
            ColumnKind.Bytes => DuckDBType.Blob,
            ColumnKind.Uuid => DuckDBType.Uuid,
            ColumnKind.Date => DuckDBType.Date,
            ColumnKind.Time => DuckDBType.Time,
            ColumnKind.Instant => DuckDBType.TimestampTz,
            ColumnKind.DateTime => DuckDBType.Timestamp,
            _ => throw new UnreachableException(type.ToString()),
        });

    [LibraryImport("duckdb", EntryPoint = "duckdb_create_struct_type")]
    private static unsafe partial nint CreateStruct(nint* types, nint* names, ulong count);

    /// <summary>The binding's handle for a type that was made without it.</summary>
    private sealed class Owned : DuckDBLogicalType
    {
        public Owned(nint handle) => SetHandle(handle);
    }
}
