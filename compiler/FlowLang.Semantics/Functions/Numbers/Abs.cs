using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Numbers;

internal sealed class Abs : ScalarFunction
{
    public override string Name => "abs";

    public override string Category => "math";

    public override string Summary => "The distance from zero.";

    public override ImmutableArray<Overload> Overloads => [Overload.Same(new FunctionParameter("x", TypePattern.AnyInteger)).Overflowing(), Overload.Same(new FunctionParameter("x", TypePattern.AnyNumeric))];

    public override ImmutableArray<Example> Examples => [new("abs(-2.50)", "2.50"), new("abs(-7)", "7"), new("abs(null)", "null")];

    public override bool FailsByOverflowOnly => true;

    public override SqlMapping DuckDb => SqlMapping.NullOnFailure("TRY(abs({0}))");
}
