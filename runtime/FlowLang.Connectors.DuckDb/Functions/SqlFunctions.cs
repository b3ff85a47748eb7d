using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace FlowLang.Connectors.DuckDb.Functions;

/// <summary>
/// Functions that emitted SQL calls where DuckDB has none with the language's meaning: strict reading of text, exact division, shortest
/// float text. They work on whole vectors, are total (null where they fail) and may run on several threads.
/// </summary>
public static unsafe class SqlFunctions
{
    private static readonly DuckDBType[] Numbers = [DuckDBType.Any, DuckDBType.Any];

    /// <summary>Adds them to the database of an open connection.</summary>
    public static void Register(DuckDBConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        DuckDBNativeConnection native = connection.NativeConnection;
        RegisterReading(native);
        Add(native, "flow_instant_text", [DuckDBType.TimestampTz], DuckDBType.Varchar, &WritingEntries.InstantText);
        Add(native, "flow_datetime_text", [DuckDBType.Timestamp], DuckDBType.Varchar, &WritingEntries.DateTimeText);
        Add(native, "flow_float32_text", [DuckDBType.Float], DuckDBType.Varchar, &WritingEntries.Float32Text);
        Add(native, "flow_float64_text", [DuckDBType.Double], DuckDBType.Varchar, &WritingEntries.Float64Text);
        Add(native, "flow_uuid5", [DuckDBType.Varchar, DuckDBType.Varchar], DuckDBType.Uuid, &WritingEntries.Uuid5);
        Add(native, "flow_checked_date", [DuckDBType.Date], DuckDBType.Date, &RangeEntries.Date);
        Add(native, "flow_checked_datetime", [DuckDBType.Timestamp], DuckDBType.Timestamp, &RangeEntries.Microseconds);
        Add(native, "flow_checked_instant", [DuckDBType.TimestampTz], DuckDBType.TimestampTz, &RangeEntries.Microseconds);
        Add(native, "flow_quotient", [DuckDBType.BigInt, DuckDBType.BigInt], DuckDBType.Double, &ArithmeticEntries.Quotient);
        Add(native, "flow_high", [DuckDBType.Any], DuckDBType.BigInt, &ArithmeticEntries.High);
        Add(native, "flow_low", [DuckDBType.Any], DuckDBType.UnsignedBigInt, &ArithmeticEntries.Low);
        Add(
            native, "flow_total", [DuckDBType.HugeInt, DuckDBType.HugeInt, DuckDBType.Integer], DuckDBType.Varchar,
                &ArithmeticEntries.Total);
        Add(
            native, "flow_mean", [DuckDBType.HugeInt, DuckDBType.HugeInt, DuckDBType.BigInt, DuckDBType.Integer, DuckDBType.Integer],
            DuckDBType.Varchar, &ArithmeticEntries.Mean);
        for (byte scale = 6; scale <= 12; scale++)
        {
            using DuckDBLogicalType result = NativeMethods.LogicalType.DuckDBCreateDecimalType(38, scale);
            Add(native, $"flow_divide_{scale}", Numbers, result, &ArithmeticEntries.Divide, scale);
        }

        ZoneMacros.Create(connection);
    }

    private static void RegisterReading(DuckDBNativeConnection native)
    {
        DuckDBType[] text = [DuckDBType.Varchar];
        Add(native, "flow_read_bool", text, DuckDBType.Boolean, &ReadingEntries.Bool);
        Add(native, "flow_read_int16", text, DuckDBType.SmallInt, &ReadingEntries.Int16);
        Add(native, "flow_read_int32", text, DuckDBType.Integer, &ReadingEntries.Int32);
        Add(native, "flow_read_int64", text, DuckDBType.BigInt, &ReadingEntries.Int64);
        Add(native, "flow_read_float32", text, DuckDBType.Float, &ReadingEntries.Float32);
        Add(native, "flow_read_float64", text, DuckDBType.Double, &ReadingEntries.Float64);
        Add(native, "flow_read_date", text, DuckDBType.Date, &ReadingEntries.Date);
        Add(native, "flow_read_time", text, DuckDBType.Time, &ReadingEntries.Time);
        Add(native, "flow_read_datetime", text, DuckDBType.Timestamp, &ReadingEntries.DateTime);
        Add(native, "flow_read_instant", text, DuckDBType.TimestampTz, &ReadingEntries.Instant);
        Add(native, "flow_read_uuid", text, DuckDBType.Uuid, &ReadingEntries.Uuid);
        Add(native, "flow_zone", text, DuckDBType.Varchar, &ReadingEntries.Zone);
        Add(native, "flow_plain_decimal", text, DuckDBType.Varchar, &ReadingEntries.PlainDecimal);
    }

    private static void Add(
        DuckDBNativeConnection connection, string name, DuckDBType[] parameters, DuckDBType result,
        delegate* unmanaged[Cdecl]<IntPtr, IntPtr, IntPtr, void> entry)
    {
        using DuckDBLogicalType type = NativeMethods.LogicalType.DuckDBCreateLogicalType(result);
        Add(connection, name, parameters, type, entry, 0);
    }

    private static void Add(
        DuckDBNativeConnection connection, string name, DuckDBType[] parameters, DuckDBLogicalType result,
        delegate* unmanaged[Cdecl]<IntPtr, IntPtr, IntPtr, void> entry, int extra)
    {
        IntPtr function = NativeMethods.ScalarFunction.DuckDBCreateScalarFunction();
        try
        {
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetName(function, name);
            foreach (DuckDBType parameter in parameters)
            {
                using DuckDBLogicalType type = NativeMethods.LogicalType.DuckDBCreateLogicalType(parameter);
                NativeMethods.ScalarFunction.DuckDBScalarFunctionAddParameter(function, type);
            }

            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetReturnType(function, result);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetExtraInfo(function, extra, null);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetFunction(function, entry);
            if (NativeMethods.ScalarFunction.DuckDBRegisterScalarFunction(connection, function) != DuckDBState.Success)
            {
                throw new InvalidOperationException($"DuckDB refused the function {name}.");
            }
        }
        finally
        {
            NativeMethods.ScalarFunction.DuckDBDestroyScalarFunction(ref function);
        }
    }
}
