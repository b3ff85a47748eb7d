using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;

namespace FlowLang.Emit.CSharp;

/// <summary>Options of connections and endpoints as C#; parameters and secrets are taken from `settings` when the program starts.</summary>
internal sealed class OptionValues(ImmutableArray<BoundOption> options)
{
    public bool Has(string name) => Find(name) is not null;

    public OptionValue? Find(string name) => options.FirstOrDefault(o => o.Name == name)?.Value;

    /// <summary>A C# string expression; null where the option is not given.</summary>
    public string? Text(string name) => Find(name) is { } value ? TextOf(value) : null;

    /// <summary>`Name = value` for an initialiser, where the option is given.</summary>
    public IEnumerable<string> Set(string option, string property, Func<OptionValue, string> write) =>
        Find(option) is { } value ? [$"{property} = {write(value)}"] : [];

    public static string TextOf(OptionValue value) => value switch
    {
        TextOption text => Literals.Text(text.Value),
        ChoiceOption choice => Literals.Text(choice.Value),
        IntegerOption number => Literals.Text(number.Value.ToString(CultureInfo.InvariantCulture)),
        BoolOption flag => flag.Value ? "\"true\"" : "\"false\"",
        ParameterOption parameter => $"settings.Parameter({Literals.Text(parameter.Parameter.Name)})",
        TemplateOption template => Template(template.Value),
        LiteralOption { Value: var literal } => Literals.Text(ConstantText.Of(literal) ?? ""),
        _ => throw new UnreachableException(value.GetType().Name),
    };

    /// <summary>A C# `Secret`, also for a plain text.</summary>
    public static string SecretOf(string name, OptionValue value) => value is SecretOption secret
        ? $"settings.Secret({Literals.Text(secret.Secret.Name)})"
        : $"new Secret({Literals.Text(name)}, {TextOf(value)})";

    /// <summary>A C# list of texts; one text is a list of it.</summary>
    public static string TextsOf(OptionValue value) => value is TextListOption { Values: var texts }
        ? Literals.List(texts.Select(t => Literals.Text(t)))
        : $"[{TextOf(value)}]";

    public static string IntegerOf(OptionValue value) => value switch
    {
        IntegerOption number => number.Value.ToString(CultureInfo.InvariantCulture),
        LiteralOption { Value.Value: long number } => number.ToString(CultureInfo.InvariantCulture),
        ParameterOption or TemplateOption => $"int.Parse({TextOf(value)}, System.Globalization.CultureInfo.InvariantCulture)",
        _ => throw new UnreachableException(value.GetType().Name),
    };

    public static string NumberOf(OptionValue value) => value switch
    {
        NumberOption number => number.Value.ToString("R", CultureInfo.InvariantCulture) + "d",
        _ => $"double.Parse({TextOf(value)}, System.Globalization.CultureInfo.InvariantCulture)",
    };

    public static string SizeOf(OptionValue value) => value is SizeOption { Bytes: var bytes }
        ? bytes.ToString(CultureInfo.InvariantCulture) + "L"
        : throw new UnreachableException(value.GetType().Name);

    /// <summary>The members of a path in a JSON document.</summary>
    public static string PathOf(OptionValue value) => value is JsonPathOption { Members: var members }
        ? Literals.List(members.Select(Literals.Text))
        : throw new UnreachableException(value.GetType().Name);

    public static string LongOf(OptionValue value) => value is IntegerOption or LiteralOption
        ? IntegerOf(value) + "L"
        : $"long.Parse({TextOf(value)}, System.Globalization.CultureInfo.InvariantCulture)";

    public static string DurationOf(OptionValue value) => value is DurationOption duration
        ? Literals.Duration(duration.Value)
        : throw new UnreachableException(value.GetType().Name);

    public static string BoolOf(OptionValue value) => value switch
    {
        BoolOption flag => flag.Value ? "true" : "false",
        LiteralOption { Value.Value: bool flag } => flag ? "true" : "false",
        _ => $"bool.Parse({TextOf(value)})",
    };

    /// <summary>The first character of a text option.</summary>
    public static string CharOf(OptionValue value) => value switch
    {
        TextOption { Value: "" } => "null",
        TextOption text => $"{Literals.Text(text.Value)}[0]",
        _ => $"{TextOf(value)}[0]",
    };

    // Texts and parameters joined; a parameter's value is a text in canonical form already.
    private static string Template(BoundExpression value) => value switch
    {
        BoundInterpolation text => string.Join(" + ", text.Parts.Select(Template)),
        BoundBinary { Operator: BoundOperator.Concat } both => $"{Template(both.Left)} + {Template(both.Right)}",
        BoundLiteral literal => Literals.Text(ConstantText.Of(literal) ?? ""),
        BoundParameter parameter => $"settings.Parameter({Literals.Text(parameter.Parameter.Name)})",
        BoundConversion conversion => Template(conversion.Operand),
        BoundCall { Function.Name: "to_text", Arguments: [var argument] } => Template(argument),
        _ => throw new UnreachableException($"{value.GetType().Name} in an option at {value.Span}"),
    };
}
