using System.Collections.Immutable;

namespace FlowLang.Semantics.Types;

/// <summary>The type of a value, without nullability: a column,
/// field or expression carries that beside it (<see cref="TypeRef"/>).</summary>
public abstract record FlowType
{
    /// <summary>The type as a program writes it, such as <c>decimal(12, 2)</c>.</summary>
    public sealed override string ToString() => TypePrinter.Print(this);
}

/// <summary>A type together with whether the value may be null; prints as <c>T</c> or <c>T?</c>.</summary>
public readonly record struct TypeRef(FlowType Type, bool Nullable = false)
{
    public TypeRef OrNull => this with { Nullable = true };

    public TypeRef NotNull => this with { Nullable = false };

    public override string ToString() => Nullable ? Type + "?" : Type.ToString();
}

/// <summary>What an unresolved name or a mistake has: compatible with everything, so that one mistake gives one error.</summary>
public sealed record ErrorType : FlowType
{
    public static ErrorType Instance { get; } = new();
}

/// <summary>The type of the literal <c>null</c> before its context gives it one.</summary>
public sealed record NullType : FlowType
{
    public static NullType Instance { get; } = new();
}

/// <summary>A type that has no parameters and no parts.</summary>
public abstract record PrimitiveType : FlowType;

public sealed record BoolType : PrimitiveType
{
    public static BoolType Instance { get; } = new();
}

/// <summary>A type with arithmetic.</summary>
public abstract record NumericType : PrimitiveType;

/// <param name="Bits">16, 32 or 64; signed, two's complement.</param>
public sealed record IntegerType(int Bits) : NumericType
{
    public static IntegerType Int16 { get; } = new(16);

    public static IntegerType Int32 { get; } = new(32);

    public static IntegerType Int64 { get; } = new(64);
}

/// <param name="Bits">32 or 64; IEEE 754 binary.</param>
public sealed record FloatType(int Bits) : NumericType
{
    public static FloatType Float32 { get; } = new(32);

    public static FloatType Float64 { get; } = new(64);
}

/// <param name="Precision">All digits, 1 to 38.</param>
/// <param name="Scale">Digits behind the point, 0 to <paramref name="Precision"/>.</param>
public sealed record DecimalType(int Precision, int Scale) : NumericType
{
    public const int MaxPrecision = 38;
}

public sealed record TextType : PrimitiveType
{
    public static TextType Instance { get; } = new();
}

/// <summary>Text with a closed set of values.</summary>
public sealed record EnumType(ImmutableArray<string> Values) : PrimitiveType
{
    public bool Equals(EnumType? other) => other is not null && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    public override int GetHashCode() => Values.Aggregate(17, (hash, value) => HashCode.Combine(hash, value));
}

public sealed record BytesType : PrimitiveType
{
    public static BytesType Instance { get; } = new();
}

public sealed record UuidType : PrimitiveType
{
    public static UuidType Instance { get; } = new();
}

public sealed record DateType : PrimitiveType
{
    public static DateType Instance { get; } = new();
}

/// <summary>A time of day, in microseconds.</summary>
public sealed record TimeType : PrimitiveType
{
    public static TimeType Instance { get; } = new();
}

/// <summary>A point in time, UTC, in microseconds.</summary>
public sealed record InstantType : PrimitiveType
{
    public static InstantType Instance { get; } = new();
}

/// <summary>A wall clock reading without a zone, in microseconds.</summary>
public sealed record DateTimeType : PrimitiveType
{
    public static DateTimeType Instance { get; } = new();
}

/// <summary>Months, days and microseconds, kept apart: it has no equality and no order.</summary>
public sealed record IntervalType : PrimitiveType
{
    public static IntervalType Instance { get; } = new();
}

public sealed record JsonType : PrimitiveType
{
    public static JsonType Instance { get; } = new();
}

/// <summary>A bare word such as <c>hour</c> in <c>trunc(x, hour)</c>: a compile-time choice from a closed list, never a value.</summary>
public sealed record SymbolType(string Name) : FlowType;

public sealed record ListType(TypeRef Element) : FlowType;

/// <summary>A map from text.</summary>
public sealed record MapType(TypeRef Value) : FlowType;

/// <summary>Named fields in order: a row, or a struct value inside one.</summary>
public sealed record RowType(ImmutableArray<RowField> Fields) : FlowType
{
    public static RowType Empty { get; } = new([]);

    public ImmutableArray<string> Key => [.. Fields.Where(f => f.IsKey).Select(f => f.Name)];

    public RowField? Find(string name) => Fields.FirstOrDefault(f => f.Name == name);

    public bool Equals(RowType? other) => other is not null && Fields.AsSpan().SequenceEqual(other.Fields.AsSpan());

    public override int GetHashCode() => Fields.Aggregate(19, (hash, field) => HashCode.Combine(hash, field));
}

/// <param name="Name">Unique in its row; compared by code point, case matters.</param>
/// <param name="Type">With its nullability.</param>
/// <param name="IsKey">Part of the relation's `@key`.</param>
public sealed record RowField(string Name, TypeRef Type, bool IsKey = false);

/// <summary>A relation: what a source, transform or `relation&lt;T&gt;` parameter is.</summary>
public sealed record RelationType(RowType Row) : FlowType;

/// <summary>A stream that only grows.</summary>
public sealed record AppendType(RowType Row) : FlowType;

/// <summary>A stream of changes to keyed rows: its elements are `{ op, before, after, lsn, committed_at }`.</summary>
public sealed record ChangesType(RowType Row) : FlowType;
