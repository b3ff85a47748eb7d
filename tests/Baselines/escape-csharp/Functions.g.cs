// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

/// <summary>What the program has in C#, made anew for each run.</summary>
internal static class ProgramFunctions
{
    public static ImmutableArray<UserFunction> All => [new NormaliseFunction(), new RateFunction()];
}

/// <summary>`normalise` of main.flow:5.</summary>
internal sealed class NormaliseFunction()
    : UserFunction("normalise", "fn_normalise", [new("x", ColumnType.Text), new("form", ColumnType.Text)], new("normalise", ColumnType.Text, Nullable: true))
{
    protected override void Call(in FunctionRows rows, int row) =>
        rows.Set(row, global::@Taxi.@Texts.@Normalise(rows.Text(0, row), rows.Text(1, row)));
}

/// <summary>`rate` of main.flow:6.</summary>
internal sealed class RateFunction()
    : UserFunction("rate", "fn_rate", [new("fare", ColumnType.Decimal(12, 2)), new("zone", ColumnType.Int32, Nullable: true)], new("rate", ColumnType.Decimal(12, 4)))
{
    protected override void Call(in FunctionRows rows, int row) =>
        rows.Set(row, global::@Taxi.@Rates.@Of(rows.Decimal(0, row), rows.IsNull(1, row) ? null : rows.Int32(1, row)));
}
