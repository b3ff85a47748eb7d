using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Endpoints;

/// <summary>
/// `uniform(1, 265)`: how a generated column is made. Its values get the column's type where that is known, in the source.
/// </summary>
internal static class GeneratorBinder
{
    /// <summary>Null after a mistake.</summary>
    public static GeneratorOption? Bind(ExpressionSyntax syntax, BindingContext context)
    {
        if (syntax is not CallExpressionSyntax { Receiver: null } call)
        {
            context.Report(TypeDiagnostics.OptionType(syntax.Span, "a generated column", "a generator: `sequence(1)`, `uniform(1, 9)` …"));
            return null;
        }

        if (GeneratorDescriptor.Find(call.Function.Text) is not { } generator)
        {
            context.Report(NameDiagnostics.UnknownGenerator(
                call.Function.Span, call.Function.Text, [.. GeneratorDescriptor.All.Select(g => g.Name)]));
            return null;
        }

        if (call.Arguments.Length < generator.MinArguments || call.Arguments.Length > generator.MaxArguments)
        {
            context.Report(TypeDiagnostics.UsedWrongly(call.Span, generator.Name, generator.Usage));
            return null;
        }

        ImmutableArray<OptionValue?> arguments = [.. call.Arguments.Select(argument => BindArgument(argument, context))];
        return arguments.Contains(null) ? null : new GeneratorOption(generator.Name, [.. arguments.OfType<OptionValue>()]);
    }

    /// <summary>The generator with values of its column's type, or null and a mistake reported.</summary>
    public static GeneratorOption? Type(GeneratorOption option, TypeRef column, TextSpan span, ExpressionContext context)
    {
        GeneratorDescriptor generator = GeneratorDescriptor.Find(option.Generator)
            ?? throw new System.Diagnostics.UnreachableException(option.Generator);
        if (generator.Name == "nulls")
        {
            return TypeNulls(option, column, span, context);
        }

        bool isMadeOfOthers = column.Type is ListType or MapType or RowType or JsonType or BytesType or IntervalType;
        if (isMadeOfOthers || generator.Takes?.Invoke(column.Type) == false)
        {
            context.Report(TypeDiagnostics.GeneratorType(span, generator.Name, column.Type.ToString()));
            return null;
        }

        ImmutableArray<OptionValue>.Builder typed = ImmutableArray.CreateBuilder<OptionValue>();
        foreach (OptionValue argument in option.Arguments)
        {
            TypeRef wanted = generator switch
            {
                { TakesValues: true } => column.NotNull,
                { Name: "letters" } => new TypeRef(IntegerType.Int32),
                { Name: "pattern" } => new TypeRef(TextType.Instance),
                _ => new TypeRef(FloatType.Float64),
            };
            if (argument is not LiteralOption { Value: var literal } || Constants.Require(literal, wanted, context) is not { } value)
            {
                return null;
            }

            typed.Add(new LiteralOption(value));
        }

        return option with { Arguments = typed.ToImmutable() };
    }

    private static GeneratorOption? TypeNulls(GeneratorOption option, TypeRef column, TextSpan span, ExpressionContext context)
    {
        if (!column.Nullable)
        {
            context.Report(TypeDiagnostics.NullNotAllowed(span, column.ToString()));
            return null;
        }

        if (option.Arguments is not [LiteralOption { Value: var fraction }, GeneratorOption { Generator: not "nulls" } inner])
        {
            context.Report(TypeDiagnostics.UsedWrongly(span, "nulls", "nulls(0.1, uniform(0, 20))"));
            return null;
        }

        return Constants.Require(fraction, new TypeRef(FloatType.Float64), context) is { } share
            && Type(inner, column, span, context) is { } typed
            ? option with { Arguments = [new LiteralOption(share), typed] }
            : null;
    }

    private static OptionValue? BindArgument(ArgumentSyntax argument, BindingContext context)
    {
        if (argument.Value is CallExpressionSyntax)
        {
            return Bind(argument.Value, context);
        }

        return Constants.Bind(argument.Value, "an argument of a generator", new ExpressionContext(context, RowScope.Empty)) is { } literal
            ? new LiteralOption(literal)
            : null;
    }
}
