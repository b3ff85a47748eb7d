using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Declarations;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Endpoints;

/// <summary>The value of one option, by its kind; parameters and secrets stay references.</summary>
internal static class OptionBinder
{
    /// <summary>Null after a mistake.</summary>
    public static OptionValue? Bind(PropertySyntax syntax, OptionDescriptor descriptor, OptionOwner owner, BindingContext context)
    {
        if (!descriptor.IsAvailable)
        {
            context.Report(EngineDiagnostics.NotAvailableYet(syntax.Span, $"`{descriptor.Name}`"));
        }

        if (descriptor.Kind == OptionKind.Any)
        {
            return new UnreadOption();
        }

        if (descriptor.Kind == OptionKind.Sink)
        {
            return SinkOptionBinder.Bind(syntax, context);
        }

        if (!syntax.Options.IsEmpty)
        {
            context.Report(NameDiagnostics.UnknownOption(syntax.Options[0].Name.Span, syntax.Options[0].Name.Text, $"`{descriptor.Name}`",
                []));
        }

        return descriptor.Kind switch
        {
            OptionKind.GeneratedColumns => GeneratedColumnsBinder.Bind(syntax.Value, descriptor.Name, context),
            OptionKind.ColumnList => BindNames(syntax.Value, descriptor, context),
            OptionKind.TextList => BindTexts(syntax.Value, descriptor, owner, context),
            OptionKind.Column => BindNames(syntax.Value, descriptor, context) ?? (OptionValue)new UnreadOption(),
            OptionKind.ColumnPath or OptionKind.ColumnPathList => ColumnPathBinder.Bind(syntax.Value, descriptor)
                ?? Refused(syntax.Value, descriptor, context),
            OptionKind.JsonPath => JsonPathBinder.Bind(syntax.Value, descriptor, context),
            OptionKind.Values => ValuesBinder.Bind(syntax.Value, descriptor, owner, context),
            OptionKind.Call => CallOptionBinder.Bind(syntax.Value, descriptor, owner, context),
            OptionKind.TimeFormats => TimeFormatBinder.Bind(syntax.Value, context)
                ?? Refused(syntax.Value, descriptor, context),
            OptionKind.Choice => BindChoice(syntax.Value, descriptor, context),
            _ => BindReference(syntax.Value, descriptor, owner, context) ?? BindLiteral(syntax.Value, descriptor, context),
        };
    }

    // A bad reference gives an option all the same, so that its mistake is not reported as a wrong literal too.
    private static OptionValue? BindReference(
        ExpressionSyntax syntax, OptionDescriptor descriptor, OptionOwner owner, BindingContext context)
    {
        if (syntax is not NameExpressionSyntax { Name: { } name })
        {
            return null;
        }

        if (!context.TryFind(name.Text, out Declared? declared))
        {
            context.Report(context.AddImportHelp(
                NameDiagnostics.UnknownName(name.Span, name.Text, context.NamesOf("parameter").Concat(context.NamesOf("secret"))),
                    name.Text));
            return new UnreadOption();
        }

        switch (declared is null ? null : SymbolBinder.Resolve(declared, context.Session))
        {
            case SecretSymbol secret when descriptor.Kind is OptionKind.SecretText or OptionKind.Secret && owner.TakesSecrets:
                return new SecretOption(secret);
            case SecretSymbol:
                context.Report(owner.TakesSecrets
                    ? DeploymentDiagnostics.SecretNotHere(syntax.Span, name.Text, descriptor.Name)
                    : DeploymentDiagnostics.SecretOutsideConnection(syntax.Span, name.Text));
                return new UnreadOption();
            case ParameterSymbol parameter:
                if (!Matches(parameter.Type.Type, descriptor.Kind))
                {
                    context.Report(TypeDiagnostics.OptionType(syntax.Span, descriptor.Name, Wanted(descriptor)));
                }

                return new ParameterOption(parameter);
            case null when declared is null or { Kind: "parameter" or "secret" }:
                return new UnreadOption();
            default:
                // Also null: a source that names itself is not bound yet.
                context.Report(NameDiagnostics.NotAValue(syntax.Span, name.Text, declared?.Kind ?? "declaration"));
                return new UnreadOption();
        }
    }

    private static OptionValue? BindLiteral(ExpressionSyntax syntax, OptionDescriptor descriptor, BindingContext context)
    {
        OptionValue? value = (descriptor.Kind, syntax) switch
        {
            (OptionKind.Text or OptionKind.SecretText, TextLiteralSyntax text) => new TextOption(text.Value),
            (OptionKind.Text or OptionKind.SecretText, InterpolatedTextSyntax text) => BindTemplate(text, context),
            (OptionKind.Integer, IntegerLiteralSyntax { Value: var number }) when number >= 0 && number <= long.MaxValue =>
                new IntegerOption((long)number),
            (OptionKind.Number, DecimalLiteralSyntax number) => new NumberOption((double)number.Unscaled / Math.Pow(10, number.Scale)),
            (OptionKind.Number, IntegerLiteralSyntax number) => new NumberOption((double)number.Value),
            (OptionKind.Number, FloatLiteralSyntax number) => new NumberOption(number.Value),
            (OptionKind.Bool, BoolLiteralSyntax flag) => new BoolOption(flag.Value),
            (OptionKind.Duration, DurationLiteralSyntax duration) when Durations.ToTimeSpan(duration) is { } span =>
                new DurationOption(span),
            (OptionKind.Size, SizeLiteralSyntax size) => new SizeOption(size.Bytes),
            _ => null,
        };
        if (value is null)
        {
            context.Report(descriptor.Kind == OptionKind.Secret
                ? RestDiagnostics.SecretByReference(syntax.Span, descriptor.Name)
                : TypeDiagnostics.OptionType(syntax.Span, descriptor.Name, Wanted(descriptor)));
        }

        return value;
    }

    private static OptionValue BindTemplate(InterpolatedTextSyntax syntax, BindingContext context)
    {
        BoundExpression bound = ExpressionBinder.BindWhole(syntax, new ExpressionContext(context, RowScope.Empty));
        return bound.Type.Type is ErrorType ? new UnreadOption() : new TemplateOption(bound);
    }

    private static ChoiceOption? BindChoice(ExpressionSyntax syntax, OptionDescriptor descriptor, BindingContext context)
    {
        string? word = syntax switch
        {
            NameExpressionSyntax name => name.Name.Text,
            TextLiteralSyntax text => text.Value,
            _ => null,
        };
        if (word is not null && descriptor.Choices.Contains(word))
        {
            return new ChoiceOption(word);
        }

        context.Report(word is null
            ? TypeDiagnostics.OptionType(syntax.Span, descriptor.Name, Wanted(descriptor))
            : NameDiagnostics.NotOneOf(syntax.Span, $"`{descriptor.Name}`", word, descriptor.Choices));
        return null;
    }

    private static TextListOption? BindNames(ExpressionSyntax syntax, OptionDescriptor descriptor, BindingContext context)
    {
        ImmutableArray<ExpressionSyntax> items =
            syntax is ListExpressionSyntax list && descriptor.Kind != OptionKind.Column ? list.Items : [syntax];
        if (items.Any(item => item is not (NameExpressionSyntax or TextLiteralSyntax)))
        {
            return Refused(syntax, descriptor, context);
        }

        return new TextListOption(
            [.. items.Select(item => item is NameExpressionSyntax name ? name.Name.Text : ((TextLiteralSyntax)item).Value)]);
    }

    private static TextListOption? Refused(ExpressionSyntax syntax, OptionDescriptor descriptor, BindingContext context)
    {
        context.Report(TypeDiagnostics.OptionType(syntax.Span, descriptor.Name, Wanted(descriptor)));
        return null;
    }

    // A parameter's text has them between commas.
    private static OptionValue? BindTexts(
        ExpressionSyntax syntax, OptionDescriptor descriptor, OptionOwner owner, BindingContext context)
    {
        if (BindReference(syntax, descriptor, owner, context) is { } reference)
        {
            return reference;
        }

        if (syntax is ListExpressionSyntax list && list.Items.All(item => item is TextLiteralSyntax))
        {
            return new TextListOption([.. list.Items.OfType<TextLiteralSyntax>().Select(text => text.Value)]);
        }

        return Refused(syntax, descriptor, context);
    }

    private static bool Matches(FlowType type, OptionKind kind) => kind switch
    {
        OptionKind.Text or OptionKind.SecretText or OptionKind.TextList => type is TextType or EnumType,
        OptionKind.Integer => type is IntegerType,
        OptionKind.Number => type is NumericType,
        OptionKind.Bool => type is BoolType,
        _ => false,
    } || type is ErrorType;

    private static string Wanted(OptionDescriptor descriptor) => descriptor.Kind switch
    {
        OptionKind.Text => "a text: `\"…\"`",
        OptionKind.SecretText => "a text or a secret",
        OptionKind.Integer => "a whole number",
        OptionKind.Number => "a number",
        OptionKind.Bool => "`true` or `false`",
        OptionKind.Choice => $"one of {string.Join(", ", descriptor.Choices)}",
        OptionKind.Duration => "a duration of fixed length: `10s`, `5m`, `1h`",
        OptionKind.Size => "a size: `512MiB`",
        OptionKind.TimeFormats => "a format written out, or a list of one for dates and one for times: `\"dd.MM.yyyy\"`",
        OptionKind.TextList => "a list of texts, `[\"…\"]`, or a parameter with texts between commas",
        OptionKind.ColumnList => "a list of columns: `[a, b]`",
        OptionKind.Column => "a column",
        OptionKind.ColumnPath => "a column, or a field of one: `after.pickup`",
        OptionKind.ColumnPathList => "columns, or fields of them: `[after.trip_id]`",
        OptionKind.Secret => "a `secret`",
        _ => "another value",
    };
}
