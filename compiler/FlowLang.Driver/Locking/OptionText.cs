using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Emit.CSharp;
using FlowLang.GoogleCloud;
using FlowLang.Runtime;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;

namespace FlowLang.Driver.Locking;

/// <summary>Values of options while flowc itself opens connections: parameters and secrets are resolved as an executable would.</summary>
internal sealed class OptionText(IReadOnlyDictionary<string, string> parameters)
{
    public string? Of(ImmutableArray<BoundOption> options, string name) =>
        options.FirstOrDefault(o => o.Name == name) is { } option ? Of(option.Value) : null;

    /// <summary>A value that must not be shown, whether or not the program makes it a `secret`.</summary>
    public Secret? SecretOf(ImmutableArray<BoundOption> options, string name) =>
        Of(options, name) is { } value ? new Secret(name, value) : null;

    private string Of(OptionValue value) => value switch
    {
        TextOption text => text.Value,
        ChoiceOption choice => choice.Value,
        IntegerOption number => number.Value.ToString(CultureInfo.InvariantCulture),
        BoolOption flag => flag.Value ? "true" : "false",
        LiteralOption literal => Literal(literal.Value),
        ParameterOption parameter => Parameter(parameter.Parameter.Name),
        TemplateOption template => Template(template.Value),
        SecretOption secret => SecretValue(secret.Secret.Kind, secret.Secret.Key, secret.Secret.Name),
        _ => throw new DriverException($"a value of kind {value.GetType().Name} can't be used here"),
    };

    private string Template(BoundExpression expression) => expression switch
    {
        BoundInterpolation text => string.Concat(text.Parts.Select(Template)),
        BoundBinary { Operator: BoundOperator.Concat } both => Template(both.Left) + Template(both.Right),
        BoundLiteral literal => Literal(literal),
        BoundParameter parameter => Parameter(parameter.Parameter.Name),
        BoundConversion conversion => Template(conversion.Operand),
        BoundCall { Arguments: [var argument] } => Template(argument),
        _ => throw new DriverException("an option is computed in a way that only a run can follow"),
    };

    private string Parameter(string name) => parameters.TryGetValue(name, out string? value)
        ? value
        : throw new DriverException($"parameter `{name}` has no value") { Help = $"give it one: `--param {name}=VALUE`" };

    public static string Literal(BoundLiteral literal) => ConstantText.Of(literal) ?? "";

    private static string Kept(string key)
    {
        using GoogleSecrets secrets = new(TimeProvider.System);
        return secrets.ReadAsync(key, CancellationToken.None).GetAwaiter().GetResult();
    }

    private static string SecretValue(string kind, string key, string name)
    {
        string? value = kind switch
        {
            "env" => Environment.GetEnvironmentVariable(key),
            SecretSymbol.Google => Kept(key),
            "file" => File.Exists(key) ? File.ReadAllText(key).TrimEnd('\r', '\n') : null,
            _ => null,
        };
        return value ?? throw new DriverException($"secret `{name}` has no value")
        {
            Why = $"it is read from {(kind == "env" ? "environment variable" : kind)} `{key}`",
        };
    }
}
