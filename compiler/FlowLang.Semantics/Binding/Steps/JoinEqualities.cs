using FlowLang.Semantics.Bound;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>The column pairs that a join's condition makes equal: `l.a == r.b`, alone or joined by `and`.</summary>
internal static class JoinEqualities
{
    public static IEnumerable<(string Left, string Right)> Of(BoundExpression condition) => condition switch
    {
        BoundBinary { Operator: BoundOperator.And } both => Of(both.Left).Concat(Of(both.Right)),
        BoundBinary { Operator: BoundOperator.Equal } equality => Pair(BoundColumn.Of(equality.Left), BoundColumn.Of(equality.Right)),
        _ => [],
    };

    private static IEnumerable<(string Left, string Right)> Pair(BoundColumn? a, BoundColumn? b) => (a, b) switch
    {
        ({ Side: null }, { Side: not null }) => [(a.Name, b.Name)],
        ({ Side: not null }, { Side: null }) => [(b.Name, a.Name)],
        _ => [],
    };
}
