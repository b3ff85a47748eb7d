using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions;

/// <param name="Arguments">Each argument's total value as SQL, one operand (a name, a call,
/// or in parentheses); a symbol as its bare word.</param>
/// <param name="Types">Type and nullability of each argument.</param>
/// <param name="Constants">The value of each argument that is a literal (as in <see cref="BoundLiteral"/>), null for the others.</param>
/// <param name="Result">The call's type.</param>
/// <param name="Type">The dialect's name of a type.</param>
public sealed record SqlCall(
    ImmutableArray<string> Arguments, ImmutableArray<TypeRef> Types, ImmutableArray<object?> Constants, TypeRef Result,
    Func<FlowType, string> Type)
{
    /// <summary>For aggregates with an own order: the inner ORDER BY list as SQL, or null.</summary>
    public string? Sort { get; init; }

    /// <summary>The keys of that order one by one, for engines that sort by other means.</summary>
    public ImmutableArray<SqlCallSortKey> SortKeys { get; init; } = [];

    /// <summary>For analytic calls ` OVER (…)`, to stand behind every aggregate in the text; else empty.</summary>
    public string Over { get; init; } = "";

    /// <summary>The arguments that can be null, at run time.</summary>
    public IEnumerable<string> NullableArguments => Arguments.Where((_, i) => Constants[i] is null && Types[i].Type is not SymbolType);

    /// <summary>
    /// The text where the arguments from <paramref name="first"/> on are not null: for forms that don't pass null on, such as `greatest`.
    /// </summary>
    public string WherePresent(int first, string text)
    {
        string[] nullable = [.. Arguments.Where((_, i) => i >= first && Types[i].Nullable).Select(a => a + " IS NOT NULL")];
        return nullable.Length == 0 ? text : $"(CASE WHEN {string.Join(" AND ", nullable)} THEN {text} END)";
    }

    /// <summary>` ORDER BY …` for inside an aggregate's parentheses, or nothing.</summary>
    public string OrderBy => Sort is null ? "" : $" ORDER BY {Sort}";

    /// <summary>A call of bound arguments whose SQL texts are given.</summary>
    public static SqlCall Of(
        ImmutableArray<BoundExpression> arguments, ImmutableArray<string> texts, TypeRef result, Func<FlowType, string> type) =>
        new(texts, [.. arguments.Select(a => a.Type)], [.. arguments.Select(a => (a as BoundLiteral)?.Value)], result, type);
}

/// <param name="Value">As SQL; nulls come last in both directions.</param>
public sealed record SqlCallSortKey(string Value, bool Descending);
