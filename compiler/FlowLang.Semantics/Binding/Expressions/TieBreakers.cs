using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>
/// Makes an order total (language §3): behind the written keys come the remaining orderable columns in schema order, unless the keys
/// contain the relation's `@key`.
/// </summary>
internal static class TieBreakers
{
    /// <param name="grouping">Columns that are the same within what is ordered (`by`): they break no tie, and count towards the
    /// key.</param>
    public static ImmutableArray<BoundSortKey> Complete(
        ImmutableArray<BoundSortKey> written, IEnumerable<BoundExpression> grouping, RowScope scope, TextSpan span)
    {
        HashSet<string> known =
            [.. written.Select(key => key.Value).Concat(grouping).OfType<BoundColumn>().Select(column => column.Name)];
        ImmutableArray<string> key = scope.Row.Key;
        if (!key.IsEmpty && key.All(known.Contains))
        {
            return written;
        }

        return
        [
            .. written,
            .. scope.Row.Fields
                .Where(field => !known.Contains(field.Name) && !scope.Hidden.Contains(field.Name) && field.Type.Type is not ErrorType
                    && Conversions.HasOrder(field.Type.Type))
                .Select(field => new BoundSortKey(new BoundColumn(field.Name, null, field.Type, span), false, span)),
        ];
    }
}
