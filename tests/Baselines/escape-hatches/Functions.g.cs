// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

/// <summary>What the program has in C#, made anew for each run.</summary>
internal static class ProgramFunctions
{
    public static ImmutableArray<UserFunction> All => [new ShoutFunction()];
}

/// <summary>`shout` of main.flow:3.</summary>
internal sealed class ShoutFunction()
    : UserFunction("shout", "fn_shout", [new("x", ColumnType.Text)], new("shout", ColumnType.Text))
{
    protected override void Call(in FunctionRows rows, int row) =>
        rows.Set(row, global::@Taxi.@Words.@Shout(rows.Text(0, row)));
}
