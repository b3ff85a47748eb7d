using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FlowLang.Connectors.DuckDb.Functions;

/// <summary>
/// The native entry point of every function of a program's own: the number it was registered with says which one is meant.
/// </summary>
internal static class UserFunctionEntry
{
    private static readonly ConcurrentDictionary<int, UserFunction> s_functions = new();
    private static int s_last;

    public static int Add(UserFunction function)
    {
        int id = Interlocked.Increment(ref s_last);
        s_functions[id] = function;
        return id;
    }

    public static void Remove(int id) => s_functions.TryRemove(id, out _);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Call(IntPtr info, IntPtr input, IntPtr output) => FunctionChunk.Run(info, input, output, Call);

    private static void Call(in FunctionChunk chunk)
    {
        UserFunction function = s_functions[chunk.Extra];
        int count = function.Parameters.Length;
        DuckDbVector[] arguments = new DuckDbVector[count];
        DuckDbType[] types = new DuckDbType[count];
        for (int i = 0; i < count; i++)
        {
            arguments[i] = chunk.Argument(i);
            types[i] = chunk.TypeOf(i);
        }

        function.Run(new FunctionRows(chunk, arguments, types, function.Result));
    }
}
