using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions;

/// <summary>What a parameter takes.</summary>
public abstract record TypePattern
{
    public static TypePattern AnyNumeric { get; } = new ClassPattern("number", type => type is NumericType, IntegerType.Int64);

    public static TypePattern AnyInteger { get; } = new ClassPattern("integer", type => type is IntegerType, IntegerType.Int64);

    public static TypePattern AnyDecimal { get; } = new ClassPattern("decimal", type => type is DecimalType, new DecimalType(38, 9));

    public static TypePattern AnyFloat { get; } = new ClassPattern("float", type => type is FloatType, FloatType.Float64);

    public static TypePattern AnyOrdered { get; } = new ClassPattern("value with an order", Conversions.HasOrder, IntegerType.Int64);

    public static TypePattern AnyList { get; } =
        new ClassPattern("list", type => type is ListType, new ListType(new TypeRef(TextType.Instance, true)));

    public static TypePattern AnyMap { get; } =
        new ClassPattern("map", type => type is MapType, new MapType(new TypeRef(TextType.Instance, true)));

    public static TypePattern Anything { get; } =
        new ClassPattern("any value", type => type is not (SymbolType or RelationType or AppendType or ChangesType), TextType.Instance);

    /// <summary>Text, and enums by widening.</summary>
    public static TypePattern AnyText { get; } = new ExactPattern(TextType.Instance);

    /// <summary>The common type of this and every other argument with this pattern; it must have an order.</summary>
    public static TypePattern Common { get; } = new CommonPattern();

    public static TypePattern Exactly(FlowType type) => new ExactPattern(type);

    /// <summary>The element type of the list, or the value type of the map, given for an earlier parameter.</summary>
    public static TypePattern ElementOf(int parameter) => new ElementPattern(parameter);

    /// <summary>The type of the argument given for an earlier parameter.</summary>
    public static TypePattern SameAs(int parameter) => new SamePattern(parameter);

    /// <summary>A bare word of a closed list.</summary>
    public static TypePattern OneOf(params ImmutableArray<string> words) => new SymbolPattern(words);
}

/// <summary>The type itself, or what widens to it.</summary>
public sealed record ExactPattern(FlowType Type) : TypePattern;

/// <param name="ForNull">The type that a literal `null` takes here.</param>
public sealed record ClassPattern(string Description, Func<FlowType, bool> Matches, FlowType ForNull) : TypePattern;

public sealed record CommonPattern : TypePattern;

public sealed record ElementPattern(int Parameter) : TypePattern;

public sealed record SamePattern(int Parameter) : TypePattern;

public sealed record SymbolPattern(ImmutableArray<string> Words) : TypePattern;
