using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions;

/// <summary>
/// A function of the language: one declaration, in one file, that the binder, the emitters, the documentation, completion and the
/// conformance suite read. <see cref="FunctionCatalogue"/> finds every declaration in this assembly.
/// </summary>
public abstract class FlowFunction
{
    public abstract string Name { get; }

    /// <summary>The folder it stands in: `math`, `text`, `time` …</summary>
    public abstract string Category { get; }

    /// <summary>One sentence.</summary>
    public abstract string Summary { get; }

    public abstract ImmutableArray<Overload> Overloads { get; }

    /// <summary>Its only value failure is overflow (`abs`), which needs no handler: without one it means `fail` (language §3).</summary>
    public virtual bool FailsByOverflowOnly => false;

    /// <summary>Expressions and what they give, run by the conformance suite on every engine.</summary>
    public abstract ImmutableArray<Example> Examples { get; }
}

/// <param name="Expression">A FlowLang expression.</param>
/// <param name="Result">A FlowLang literal; `fails` where it is a value failure.</param>
public sealed record Example(string Expression, string Result);

/// <summary>One way to call a function.</summary>
/// <param name="Result">Type from the (converted) arguments.</param>
/// <param name="Nulls">How nullability comes about.</param>
/// <param name="Fails">Whether a call with these arguments can be a value failure; null for never.</param>
public sealed record Overload(
    ImmutableArray<FunctionParameter> Parameters, Func<ImmutableArray<BoundExpression>, FlowType> Result,
    NullRule Nulls = NullRule.IfAnyArgument, Func<ImmutableArray<BoundExpression>, bool>? Fails = null);

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

/// <param name="Name">As named arguments and the documentation say it.</param>
/// <param name="Accepts">Which types fit, with the conversions that are inserted.</param>
/// <param name="Default">For an optional parameter: a FlowLang literal or symbol.</param>
/// <param name="IsVariadic">Takes the rest, at least one.</param>
/// <param name="IsNamedOnly">Only as `name: value`.</param>
/// <param name="IsConstant">Must be a literal.</param>
public sealed record FunctionParameter(
    string Name, TypePattern Accepts, string? Default = null, bool IsVariadic = false, bool IsNamedOnly = false, bool IsConstant = false);

/// <summary>What a parameter takes.</summary>
public abstract record TypePattern
{
    public static TypePattern Exactly(FlowType type) => new ExactPattern(type);

    public static TypePattern AnyNumeric { get; } = new ClassPattern("a number", type => type is NumericType);

    public static TypePattern AnyInteger { get; } = new ClassPattern("an integer", type => type is IntegerType);

    public static TypePattern AnyDecimal { get; } = new ClassPattern("a decimal", type => type is DecimalType);

    public static TypePattern AnyFloat { get; } = new ClassPattern("a float", type => type is FloatType);

    public static TypePattern AnyText { get; } = new ClassPattern("text", type => type is TextType or EnumType);

    public static TypePattern AnyOrdered { get; } =
        new ClassPattern("a value with an order", type => type is not (JsonType or IntervalType or MapType or RowType or ListType or SymbolType));

    public static TypePattern AnyList { get; } = new ClassPattern("a list", type => type is ListType);

    public static TypePattern AnyMap { get; } = new ClassPattern("a map", type => type is MapType);

    public static TypePattern Anything { get; } = new ClassPattern("any value", type => type is not SymbolType);

    /// <summary>The common type of this and every other argument with this pattern.</summary>
    public static TypePattern Common { get; } = new CommonPattern();

    /// <summary>A bare word of a closed list.</summary>
    public static TypePattern OneOf(params ImmutableArray<string> words) => new SymbolPattern(words);
}

/// <summary>The type itself, or what widens to it.</summary>
public sealed record ExactPattern(FlowType Type) : TypePattern;

public sealed record ClassPattern(string Description, Func<FlowType, bool> Matches) : TypePattern;

public sealed record CommonPattern : TypePattern;

public sealed record SymbolPattern(ImmutableArray<string> Words) : TypePattern;

/// <summary>A function of one row.</summary>
public abstract class ScalarFunction : FlowFunction
{
    /// <summary>DuckDB's form.</summary>
    public abstract SqlMapping DuckDb { get; }

    /// <summary>False for `now()`: the same within a run, so not folded at compile time.</summary>
    public virtual bool IsConstant => true;
}

/// <summary>A function over the rows of a group.</summary>
public abstract class AggregateFunction : FlowFunction
{
    public abstract SqlMapping DuckDb { get; }

    /// <summary>Needs its own `sort` (`string_agg`, `first`).</summary>
    public virtual bool NeedsSort => false;
}

/// <summary>A function over a partition's rows in order.</summary>
public abstract class AnalyticFunction : FlowFunction
{
    public abstract SqlMapping DuckDb { get; }

    public virtual bool TakesFrame => false;
}

/// <summary>
/// How a dialect writes a call: a total expression for the value (null where it fails) and, for calls that can fail, the condition under
/// which they did. Argument texts are already parenthesised where needed.
/// </summary>
public sealed record SqlMapping(Func<SqlCall, string> Value, Func<SqlCall, string>? Failed = null)
{
    /// <summary>`name(a, b)`.</summary>
    public static SqlMapping Call(string name) => new(call => $"{name}({string.Join(", ", call.Arguments)})");

    /// <summary>A template with {0}, {1} … for the arguments.</summary>
    public static SqlMapping Template(string value, string? failed = null) =>
        new(call => Fill(value, call), failed is null ? null : call => Fill(failed, call));

    private static string Fill(string template, SqlCall call)
    {
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            template = template.Replace($"{{{i}}}", call.Arguments[i], StringComparison.Ordinal);
        }

        return template;
    }
}

/// <param name="Arguments">Each argument's total value as SQL; a symbol argument as its bare word.</param>
/// <param name="Types">Type and nullability of each argument.</param>
/// <param name="Result">The call's type.</param>
/// <param name="Sort">For aggregates: the inner ORDER BY list as SQL, or null.</param>
/// <param name="Type">The dialect's name of a type.</param>
/// <param name="HasOver">The aggregate stands in an analytic expression.</param>
public sealed record SqlCall(
    ImmutableArray<string> Arguments, ImmutableArray<TypeRef> Types, TypeRef Result, string? Sort, Func<FlowType, string> Type,
    bool HasOver = false);
