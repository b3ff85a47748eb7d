using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions.Patterns;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Emit.Sql.Dialects;

/// <summary>What PostgreSQL can't do the same, as the end of "… because".</summary>
internal static class PostgresRefusals
{
    public static string? Of(BoundExpression expression) => expression switch
    {
        BoundCall { Function.Name: "regexp_extract" or "regexp_replace", Arguments: [_, BoundLiteral { Value: string pattern }, ..] }
            when !PostgresPattern.IsLongest(RegexPattern.Parse(pattern)) =>
            "of several ways to match it takes the longest, not the first: patterns with `|` or a repeated group can differ",
        BoundColumn or BoundLiteral => null,
        _ when HasNestedList(expression) => "it has no lists of lists: they are kept as json there",
        _ => null,
    };

    public static string? Of(LogicalNode node) => node is JoinNode { Kind: JoinKind.Full } join && !HasEquality(join)
        ? "a full join needs an equality between the two sides"
        : null;

    private static bool HasNestedList(BoundExpression expression) =>
        expression.Type.Type is ListType { Element.Type: ListType }
        || expression.Children.Any(c => c.Type.Type is ListType { Element.Type: ListType });

    private static bool HasEquality(JoinNode join) => Conjuncts(join.Condition).Any(c =>
        c is BoundBinary { Operator: BoundOperator.Equal } equal
        && IsOf(equal.Left, join, right: false) != IsOf(equal.Right, join, right: false)
        && IsOf(equal.Left, join, right: true) != IsOf(equal.Right, join, right: true));

    private static IEnumerable<BoundExpression> Conjuncts(BoundExpression condition) =>
        condition is BoundBinary { Operator: BoundOperator.And } and ? Conjuncts(and.Left).Concat(Conjuncts(and.Right)) : [condition];

    // Whether columns of the side stand in the expression.
    private static bool IsOf(BoundExpression expression, JoinNode join, bool right) => expression is BoundColumn column
        ? column.Side == join.RightQualifier == right
        : expression.Children.Any(c => IsOf(c, join, right));
}
