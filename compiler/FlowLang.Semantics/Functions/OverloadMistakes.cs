using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Functions;

/// <summary>Says why no overload takes a call's arguments: the most specific reason there is.</summary>
internal static class OverloadMistakes
{
    public static Diagnostic Explain(FlowFunction function, ImmutableArray<CallArgument> arguments, TextSpan call)
    {
        ImmutableArray<Overload> overloads = function.Overloads;
        for (int i = 0; i < arguments.Length; i++)
        {
            CallArgument argument = arguments[i];
            string[] names = [.. overloads.SelectMany(o => o.Parameters).Select(p => p.Name).Distinct(StringComparer.Ordinal)];
            if (argument.Name is { } name && !names.Contains(name, StringComparer.Ordinal))
            {
                return TypeDiagnostics.UnknownArgumentName(argument.Value.Span, function.Name, name, names);
            }

            string[] words = [.. overloads
                .Select(o => OverloadMatch.ParameterFor(o, i, argument.Name)?.Accepts)
                .OfType<SymbolPattern>().SelectMany(p => p.Words).Distinct(StringComparer.Ordinal)];
            if (words.Length > 0 && argument.Value is BoundLiteral { Value: string word } && !words.Contains(word, StringComparer.Ordinal))
            {
                return TypeDiagnostics.UnknownWord(argument.Value.Span, function.Name, word, words);
            }
        }

        return TypeDiagnostics.NoSuchOverload(
            call, function.Name, string.Join(", ", arguments.Select(Describe)),
                [.. overloads.Select(o => FunctionSignature.Print(function, o))])
            .Help(overloads.Select(o => Unnamed(o, arguments)).FirstOrDefault(name => name is not null) is { } unnamed
                ? $"`{unnamed}` is given by name: `{unnamed}: …`" : null);
    }

    // The parameter that an argument was meant for, where the call would fit if it had been named.
    private static string? Unnamed(Overload overload, ImmutableArray<CallArgument> arguments)
    {
        int at = Enumerable.Range(0, arguments.Length)
            .FirstOrDefault(i => OverloadMatch.ParameterFor(overload, i, arguments[i].Name) is null, -1);
        return at < 0 ? null : overload.Parameters
            .Where(p => p.IsNamedOnly)
            .Select(p => p.Name)
            .FirstOrDefault(name => OverloadMatch.Try(overload, arguments.SetItem(at, arguments[at] with { Name = name })) is not null);
    }

    public static Diagnostic? NotConstant(FlowFunction function, Overload overload, ImmutableArray<BoundExpression> arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            FunctionParameter parameter = overload.Parameters[Math.Min(i, overload.Parameters.Length - 1)];
            if (parameter.IsConstant && arguments[i] is not BoundLiteral)
            {
                return TypeDiagnostics.ArgumentIsNotConstant(arguments[i].Span, function.Name, parameter.Name);
            }
        }

        return null;
    }

    private static string Describe(CallArgument argument) =>
        (argument.Name is { } name ? name + ": " : "") + (argument.Value.Type.Type is NullType ? "null" : argument.Value.Type.ToString());
}
