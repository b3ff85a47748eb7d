using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>
/// A function that a program has in C#; generated code derives one for each `fn`. The engine calls it a chunk of rows at a time, on several
/// threads. A null argument gives null without a call unless its parameter takes null; what the method throws makes that row's call fail,
/// which the query acts on.
/// </summary>
/// <param name="name">As the program calls it.</param>
/// <param name="sqlName">As SQL calls it.</param>
/// <param name="parameters">Types of the arguments; nullable ones take null.</param>
/// <param name="result">Its type. A nullable result comes as a struct of one field, so that null is not what failed.</param>
public abstract class UserFunction(string name, string sqlName, ImmutableArray<Column> parameters, Column result)
{
    private long _failures;
    private Exception? _first;

    public string Name => name;

    public string SqlName => sqlName;

    public ImmutableArray<Column> Parameters => parameters;

    public Column Result => result;

    /// <summary>How many calls threw, and the first exception; null where none did.</summary>
    public (long Count, Exception First)? Failures => _first is { } first ? (Interlocked.Read(ref _failures), first) : null;

    /// <summary>Calls the method for one row and sets its result.</summary>
    protected abstract void Call(in FunctionRows rows, int row);

    internal void Run(in FunctionRows rows)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            if (IsSkipped(rows, row))
            {
                rows.SetFailed(row);
                continue;
            }

            try
            {
                Call(rows, row);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref _first, e, null);
                Interlocked.Increment(ref _failures);
                rows.SetFailed(row);
            }
        }
    }

    private bool IsSkipped(in FunctionRows rows, int row)
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            if (!parameters[i].Nullable && rows.IsNull(i, row))
            {
                return true;
            }
        }

        return false;
    }
}
