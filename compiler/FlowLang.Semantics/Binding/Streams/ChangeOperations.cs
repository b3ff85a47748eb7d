using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Streams;

/// <summary>
/// What a condition on `op` says of `before` and `after`: of an insert, an update and a snapshot the new row is there, of a delete the old.
/// </summary>
internal static class ChangeOperations
{
    public static ImmutableArray<string> All { get; } = ["insert", "update", "delete", "snapshot"];

    /// <summary>The row of `changes&lt;T&gt;`. Keys are no keys there: each change of a row has them.</summary>
    public static RowType RowOf(RowType row)
    {
        RowType value = new([.. row.Fields.Select(field => field with { IsKey = false })]);
        return new RowType(
        [
            new RowField("op", new TypeRef(new EnumType(All))),
            new RowField("before", new TypeRef(value, true)),
            new RowField("after", new TypeRef(value, true)),
            new RowField("lsn", new TypeRef(IntegerType.Int64)),
            new RowField("committed_at", new TypeRef(InstantType.Instance)),
        ]);
    }

    /// <summary>Columns that are not null where the condition is true, while the row is still the stream's own.</summary>
    public static ImmutableArray<string> NotNull(BoundExpression condition, QueryState state)
    {
        bool isOwnRow = state.From.Relation is StreamSymbol { IsChanges: true }
            && state.Steps.All(step => step is BoundWhere or BoundRequire or BoundDerive);
        if (!isOwnRow)
        {
            return [];
        }

        ImmutableHashSet<string> possible = Possible(condition);
        return (possible.Contains("delete"), possible.SetEquals(["delete"])) switch
        {
            (false, _) => ["after"],
            (_, true) => ["before"],
            _ => [],
        };
    }

    private static ImmutableHashSet<string> Possible(BoundExpression condition) => condition switch
    {
        BoundBinary { Operator: BoundOperator.And } both => Possible(both.Left).Intersect(Possible(both.Right)),
        BoundBinary { Operator: BoundOperator.Or } either => Possible(either.Left).Union(Possible(either.Right)),
        BoundBinary { Operator: BoundOperator.Equal } test when IsOperation(test.Left) => Named([test.Right], isNegated: false),
        BoundBinary { Operator: BoundOperator.NotEqual } test when IsOperation(test.Left) => Named([test.Right], isNegated: true),
        BoundIn test when IsOperation(test.Operand) => Named(test.Options, test.Negated),
        _ => [.. All],
    };

    private static ImmutableHashSet<string> Named(ImmutableArray<BoundExpression> options, bool isNegated)
    {
        ImmutableHashSet<string> named = [.. options.Select(Word).OfType<string>()];
        return named.Count < options.Length ? [.. All] : isNegated ? [.. All.Except(named)] : named;
    }

    private static string? Word(BoundExpression option) => option switch
    {
        BoundLiteral literal => literal.Value as string,
        BoundConversion { Operand: BoundLiteral literal } => literal.Value as string,
        _ => null,
    };

    private static bool IsOperation(BoundExpression operand) =>
        (operand is BoundConversion conversion ? conversion.Operand : operand) is BoundColumn { Name: "op" };
}
