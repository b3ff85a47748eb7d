using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions;

/// <summary>One way to call a function.</summary>
/// <param name="Result">Type from the (converted) arguments.</param>
/// <param name="Nulls">How nullability comes about.</param>
/// <param name="Fails">Whether a call with these arguments can be a value failure that must be handled; null for never.</param>
public sealed record Overload(
    ImmutableArray<FunctionParameter> Parameters, Func<ImmutableArray<BoundExpression>, FlowType> Result,
    NullRule Nulls = NullRule.IfAnyArgument, Func<ImmutableArray<BoundExpression>, bool>? Fails = null)
{
    /// <summary>The result as documentation writes it.</summary>
    public required string Returns { get; init; }

    /// <summary>Whether it can overflow: a value failure too, but one that means `fail` where no handler takes it.</summary>
    public Func<ImmutableArray<BoundExpression>, bool>? Overflows { get; init; }

    /// <summary>An overload with a fixed result.</summary>
    public static Overload To(FlowType result, params ImmutableArray<FunctionParameter> parameters) =>
        new(parameters, _ => result) { Returns = result.ToString() };

    /// <summary>An overload whose result has the first argument's type.</summary>
    public static Overload Same(params ImmutableArray<FunctionParameter> parameters) =>
        new(parameters, arguments => arguments[0].Type.Type) { Returns = $"type of `{parameters[0].Name}`" };

    /// <summary>An overload whose result has the common type of all arguments.</summary>
    public static Overload Common(params ImmutableArray<FunctionParameter> parameters) =>
        Same(parameters) with { Returns = "common type" };

    public Overload Failing() => this with { Fails = _ => true };

    public Overload Overflowing() => this with { Overflows = _ => true };

    public Overload With(NullRule nulls) => this with { Nulls = nulls };
}

public enum NullRule
{
    /// <summary>Null where an argument is.</summary>
    IfAnyArgument,

    /// <summary>Never null (`count()`).</summary>
    Never,

    /// <summary>May be null whatever the arguments (`text_at`).</summary>
    Always,

    /// <summary>Null where every argument is (`greatest`).</summary>
    IfAllArguments,

    /// <summary>Aggregates: null for an empty group, or where the argument is nullable.</summary>
    IfEmptyOrArgument,
}
