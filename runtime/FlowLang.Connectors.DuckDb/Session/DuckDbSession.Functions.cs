using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb.Functions;

namespace FlowLang.Connectors.DuckDb;

public sealed partial class DuckDbSession
{
    private readonly List<(int Id, UserFunction Function)> _functions = [];

    /// <summary>Makes functions of the program's own known to the engine, before anything that calls them.</summary>
    public void Add(ImmutableArray<UserFunction> functions)
    {
        foreach (UserFunction function in functions)
        {
            _functions.Add((UserFunctions.Register(_connection.NativeConnection, function), function));
        }
    }

    // What was thrown is told once for each function: rows only carry that it was.
    private void CloseFunctions()
    {
        foreach ((int id, UserFunction function) in _functions)
        {
            UserFunctionEntry.Remove(id);
            if (function.Failures is { } failures)
            {
                string calls = failures.Count == 1 ? "one call" : $"{failures.Count} calls";
                Exception first = failures.First;
                Run.Log.Warning($"`{function.Name}` threw in {calls}; the first: {first.GetType().Name}: {first.Message}");
            }
        }

        _functions.Clear();
    }
}
