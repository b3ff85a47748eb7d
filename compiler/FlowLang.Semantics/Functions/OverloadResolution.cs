using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Functions;

/// <summary>Finds the overload that a call means: the one whose parameters take its arguments with the fewest conversions.</summary>
public static class OverloadResolution
{
    /// <param name="call">What a diagnostic underlines.</param>
    /// <param name="groupIsNeverEmpty">For aggregates: they stand under `by`, so a group has rows.</param>
    public static ResolvedCall Resolve(
        FlowFunction function, ImmutableArray<CallArgument> arguments, TextSpan call, bool groupIsNeverEmpty = false)
    {
        if (arguments.Any(a => a.Value is BoundBadExpression || a.Value.Type.Type is ErrorType))
        {
            return Mistake(arguments, diagnostic: null);
        }

        (Overload Overload, OverloadMatch Match)? best = null;
        foreach (Overload overload in function.Overloads)
        {
            if (OverloadMatch.Try(overload, arguments) is { } match && (best is null || match.Cost < best.Value.Match.Cost))
            {
                best = (overload, match);
            }
        }

        if (best is not { } found)
        {
            return Mistake(arguments, OverloadMistakes.Explain(function, arguments, call));
        }

        ImmutableArray<BoundExpression> converted = found.Match.Arguments;
        if ((OverloadMistakes.NotConstant(function, found.Overload, converted) ?? function.Check(converted)) is { } diagnostic)
        {
            return Mistake(arguments, diagnostic);
        }

        bool mustBeHandled = found.Overload.Fails?.Invoke(converted) ?? false;
        bool overflows = found.Overload.Overflows?.Invoke(converted) ?? false;
        TypeRef type = new(found.Overload.Result(converted), IsNullable(found.Overload.Nulls, converted, groupIsNeverEmpty));
        return new ResolvedCall(converted, type, mustBeHandled || overflows, mustBeHandled, null);
    }

    /// <summary>
    /// Whether a bare name at this place of a call is a symbol such as `hour` rather than a column: the binder asks before it looks
    /// for a column.
    /// </summary>
    /// <param name="position">0-based, for an argument without a name.</param>
    public static bool TakesWord(FlowFunction function, int position, string? name) =>
        function.Overloads.Any(overload => OverloadMatch.ParameterFor(overload, position, name)?.Accepts is SymbolPattern);

    private static bool IsNullable(NullRule rule, ImmutableArray<BoundExpression> arguments, bool groupIsNeverEmpty) => rule switch
    {
        NullRule.Never => false,
        NullRule.Always => true,
        NullRule.IfAnyArgument => arguments.Any(a => a.Type.Nullable),
        NullRule.IfAllArguments => arguments.All(a => a.Type.Nullable || a.Type.Type is SymbolType),
        NullRule.IfEmptyOrArgument => !groupIsNeverEmpty || arguments.Any(a => a.Type.Nullable),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static ResolvedCall Mistake(ImmutableArray<CallArgument> arguments, Diagnostic? diagnostic) =>
        new([.. arguments.Select(a => a.Value)], new TypeRef(ErrorType.Instance), Fails: false, MustBeHandled: false, diagnostic);
}
