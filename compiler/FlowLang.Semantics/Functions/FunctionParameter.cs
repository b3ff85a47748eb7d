using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions;

/// <param name="Name">As named arguments and the documentation say it.</param>
/// <param name="Accepts">Which types fit, with the conversions that are inserted.</param>
/// <param name="Default">For an optional parameter: a FlowLang literal or symbol.</param>
/// <param name="IsVariadic">Takes the rest, at least one.</param>
/// <param name="IsNamedOnly">Only as `name: value`.</param>
/// <param name="IsConstant">Must be a literal.</param>
public sealed record FunctionParameter(
    string Name, TypePattern Accepts, string? Default = null, bool IsVariadic = false, bool IsNamedOnly = false, bool IsConstant = false)
{
    /// <summary>A default that no <see cref="Default"/> can say.</summary>
    public BoundLiteral? DefaultValue { get; init; }

    public static FunctionParameter Of(string name, TypePattern accepts) => new(name, accepts);

    public static FunctionParameter Of(string name, FlowType type) => new(name, TypePattern.Exactly(type));

    public static FunctionParameter Text(string name) => new(name, TypePattern.AnyText);

    public static FunctionParameter Int64(string name) => Of(name, IntegerType.Int64);

    public static FunctionParameter Float64(string name) => Of(name, FloatType.Float64);

    public static FunctionParameter Bool(string name) => Of(name, BoolType.Instance);

    public static FunctionParameter Instant(string name) => Of(name, InstantType.Instance);

    public static FunctionParameter DateTime(string name) => Of(name, DateTimeType.Instance);

    public static FunctionParameter Date(string name) => Of(name, DateType.Instance);

    public static FunctionParameter Json(string name) => Of(name, JsonType.Instance);

    /// <summary>A literal of the type.</summary>
    public static FunctionParameter Literal(string name, FlowType type, string? byDefault = null) =>
        new(name, TypePattern.Exactly(type), byDefault, IsConstant: true);

    /// <summary>A bare word of a closed list.</summary>
    public static FunctionParameter Word(string name, params ImmutableArray<string> words) => new(name, TypePattern.OneOf(words));

    /// <summary>`tz: "Europe/Vienna"`, UTC where it is left out.</summary>
    public static FunctionParameter TimeZone { get; } =
        new("tz", TypePattern.AnyText, "\"UTC\"", IsNamedOnly: true, IsConstant: true);

    public FunctionParameter ByDefault(string literal) => this with { Default = literal };
}
