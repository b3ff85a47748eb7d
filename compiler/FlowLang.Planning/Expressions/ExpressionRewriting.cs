using System.Collections.Immutable;
using FlowLang.Semantics.Bound;

namespace FlowLang.Planning.Expressions;

/// <summary>Walks and rebuilds bound expressions. What does not change stays the same object.</summary>
public static class ExpressionRewriting
{
    /// <summary>Operands first, then the expression made of the rewritten ones.</summary>
    public static BoundExpression RewriteUp(this BoundExpression expression, Func<BoundExpression, BoundExpression> rewrite) =>
        rewrite(expression.MapChildren(child => child.RewriteUp(rewrite)));

    /// <summary>From the top: where <paramref name="replace"/> gives an expression it stands there, untouched below.</summary>
    public static BoundExpression ReplaceDown(this BoundExpression expression, Func<BoundExpression, BoundExpression?> replace) =>
        replace(expression) ?? expression.MapChildren(child => child.ReplaceDown(replace));

    /// <summary>The expression and everything in it.</summary>
    public static IEnumerable<BoundExpression> Flatten(this BoundExpression expression) =>
        expression.Children.SelectMany(Flatten).Prepend(expression);

    /// <summary>The names of the columns it reads.</summary>
    public static IEnumerable<string> Columns(this BoundExpression expression) => expression.Flatten().SelectMany(e => e switch
    {
        BoundColumn column => [column.Name],
        FlaggedColumn column => [column.Name, column.FailedName],
        _ => Array.Empty<string>(),
    });

    /// <summary>The same expression over other operands.</summary>
    public static BoundExpression MapChildren(this BoundExpression e, Func<BoundExpression, BoundExpression> map) => e switch
    {
        BoundLiteral or BoundColumn or BoundParameter or FlaggedColumn or IntervalBound => e,
        BoundCall call => Map(call.Arguments, map) is var a && a == call.Arguments ? e : call with { Arguments = a },
        BoundUnary unary => map(unary.Operand) is var o && ReferenceEquals(o, unary.Operand) ? e : unary with { Operand = o },
        BoundBinary binary => Map(binary, map(binary.Left), map(binary.Right)),
        BoundConversion cast => map(cast.Operand) is var o && ReferenceEquals(o, cast.Operand) ? e : cast with { Operand = o },
        BoundHandler handler => handler with { Operand = map(handler.Operand), Fallback = handler.Fallback is { } f ? map(f) : null },
        BoundIn member => member with { Operand = map(member.Operand), Options = Map(member.Options, map) },
        BoundBetween range => range with { Operand = map(range.Operand), Low = map(range.Low), High = map(range.High) },
        BoundIsNull test => test with { Operand = map(test.Operand) },
        BoundLike like => like with { Operand = map(like.Operand) },
        BoundCase choice => choice with
        {
            Arms = [.. choice.Arms.Select(arm => new BoundCaseArm(map(arm.Condition), map(arm.Value)))],
            Else = choice.Else is { } last ? map(last) : null,
        },
        BoundField field => field with { Operand = map(field.Operand) },
        BoundIndex index => index with { Operand = map(index.Operand), Index = map(index.Index) },
        BoundList list => list with { Items = Map(list.Items, map) },
        BoundStruct item => item with { Fields = [.. item.Fields.Select(f => f with { Value = map(f.Value) })] },
        BoundInterpolation text => text with { Parts = Map(text.Parts, map) },
        BoundAggregateCall call => call with { Arguments = Map(call.Arguments, map), Sort = Map(call.Sort, map) },
        BoundAnalytic call => call with { Arguments = Map(call.Arguments, map), By = Map(call.By, map), Sort = Map(call.Sort, map) },
        _ => throw new System.Diagnostics.UnreachableException(e.GetType().Name),
    };

    public static ImmutableArray<BoundSortKey> Map(ImmutableArray<BoundSortKey> keys, Func<BoundExpression, BoundExpression> map) =>
        [.. keys.Select(key => key with { Value = map(key.Value) })];

    /// <summary>The same array where nothing changed.</summary>
    public static ImmutableArray<BoundExpression> Map(ImmutableArray<BoundExpression> items, Func<BoundExpression, BoundExpression> map)
    {
        ImmutableArray<BoundExpression>.Builder? changed = null;
        for (int i = 0; i < items.Length; i++)
        {
            BoundExpression item = map(items[i]);
            if (changed is null && !ReferenceEquals(item, items[i]))
            {
                changed = items.ToBuilder();
            }

            if (changed is not null)
            {
                changed[i] = item;
            }
        }

        return changed?.MoveToImmutable() ?? items;
    }

    private static BoundBinary Map(BoundBinary binary, BoundExpression left, BoundExpression right) =>
        ReferenceEquals(left, binary.Left) && ReferenceEquals(right, binary.Right) ? binary : binary with { Left = left, Right = right };
}
