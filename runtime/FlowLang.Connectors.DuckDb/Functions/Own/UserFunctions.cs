using DuckDB.NET.Native;

namespace FlowLang.Connectors.DuckDb.Functions;

/// <summary>Tells the engine of functions of a program's own.</summary>
internal static unsafe class UserFunctions
{
    /// <summary>The number under which the engine's calls find it; to be removed with the engine.</summary>
    public static int Register(DuckDBNativeConnection connection, UserFunction function)
    {
        int id = UserFunctionEntry.Add(function);
        IntPtr native = NativeMethods.ScalarFunction.DuckDBCreateScalarFunction();
        try
        {
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetName(native, function.SqlName);
            foreach (var parameter in function.Parameters)
            {
                using DuckDBLogicalType type = NativeTypes.Of(parameter.Type);
                NativeMethods.ScalarFunction.DuckDBScalarFunctionAddParameter(native, type);
            }

            using DuckDBLogicalType result = NativeTypes.Result(function.Result);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetReturnType(native, result);

            // Without it the engine would not call for null.
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetSpecialHandling(native);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetExtraInfo(native, id, null);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetFunction(native, &UserFunctionEntry.Call);
            if (NativeMethods.ScalarFunction.DuckDBRegisterScalarFunction(connection, native) != DuckDBState.Success)
            {
                throw new InvalidOperationException($"DuckDB refused the function {function.SqlName}.");
            }
        }
        finally
        {
            NativeMethods.ScalarFunction.DuckDBDestroyScalarFunction(ref native);
        }

        return id;
    }
}
