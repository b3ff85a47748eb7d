using FlowLang.Semantics.Bound;

namespace FlowLang.Semantics.Types;

/// <summary>Which types turn into which: implicitly (widening), by `cast`, and when a cast can be a value failure (language §2,
/// §3).</summary>
public static partial class Conversions
{
    /// <summary>
    /// Whether a value of <paramref name="from"/> is taken without a word where <paramref name="to"/> is wanted. It never fails. Only
    /// int64 and decimal to a float can lose digits, as in every SQL.
    /// </summary>
    public static bool IsWidening(FlowType from, FlowType to) => (from, to) switch
    {
        _ when from == to => true,
        (ErrorType, _) or (_, ErrorType) or (NullType, _) => true,
        (IntegerType a, IntegerType b) => a.Bits <= b.Bits,
        (IntegerType a, DecimalType b) => DigitsOf(a) <= b.Precision - b.Scale,
        (IntegerType a, FloatType b) => b.Bits == 64 || a.Bits == 16,
        (DecimalType a, DecimalType b) => a.Scale <= b.Scale && a.Precision - a.Scale <= b.Precision - b.Scale,
        (DecimalType, FloatType b) => b.Bits == 64,
        (FloatType a, FloatType b) => a.Bits <= b.Bits,
        (EnumType, TextType) => true,
        (EnumType a, EnumType b) => a.Values.All(b.Values.Contains),
        (DateType, DateTimeType) => true,
        (ListType a, ListType b) => IsWidening(a.Element, b.Element),
        (MapType a, MapType b) => IsWidening(a.Value, b.Value),
        (RowType a, RowType b) => a.Fields.Length == b.Fields.Length &&
            a.Fields.Zip(b.Fields).All(pair => pair.First.Name == pair.Second.Name && IsWidening(pair.First.Type, pair.Second.Type)),
        _ => false,
    };

    /// <summary>Widening of a value with its nullability: null does not fit where it may not be.</summary>
    public static bool IsWidening(TypeRef from, TypeRef to) => (to.Nullable || !from.Nullable) && IsWidening(from.Type, to.Type);

    /// <summary>The narrowest type that both widen to, or null where there is none.</summary>
    public static FlowType? CommonType(FlowType a, FlowType b)
    {
        if (IsWidening(a, b))
        {
            return b;
        }

        if (IsWidening(b, a))
        {
            return a;
        }

        return (a, b) switch
        {
            (IntegerType i, DecimalType d) => Common(AsDecimal(i), d),
            (DecimalType d, IntegerType i) => Common(AsDecimal(i), d),
            (DecimalType x, DecimalType y) => Common(x, y),
            (NumericType, FloatType) or (FloatType, NumericType) => FloatType.Float64,
            (EnumType, EnumType) => TextType.Instance,
            (ListType x, ListType y) => Common(x.Element, y.Element) is { } element ? new ListType(element) : null,
            (MapType x, MapType y) => Common(x.Value, y.Value) is { } value ? new MapType(value) : null,
            _ => null,
        };
    }

    /// <summary>The common type of expressions, where literals take no more digits than they have. Null where there is none.</summary>
    public static FlowType? CommonType(IEnumerable<BoundExpression> expressions)
    {
        FlowType? common = NullType.Instance;
        foreach (BoundExpression expression in expressions.OrderBy(e => e is BoundLiteral))
        {
            if (common is not null && !Fits(expression, common))
            {
                common = CommonType(common, NaturalType(expression));
            }
        }

        return common;
    }

    /// <summary>Decimal digits that hold every value of an integer type.</summary>
    public static int DigitsOf(IntegerType type) => type.Bits switch { 16 => 5, 32 => 10, _ => 19 };

    /// <summary>The decimal type that holds every value of an integer type.</summary>
    public static DecimalType AsDecimal(IntegerType type) => new(DigitsOf(type), 0);

    /// <summary>Whether values of the type have `==`, grouping, dedupe and joins: json and interval have not,
    /// nor what contains them.</summary>
    public static bool HasEquality(FlowType type) => type switch
    {
        JsonType or IntervalType or SymbolType or RelationType or AppendType or ChangesType => false,
        ListType list => HasEquality(list.Element.Type),
        MapType map => HasEquality(map.Value.Type),
        RowType row => row.Fields.All(field => HasEquality(field.Type.Type)),
        _ => true,
    };

    /// <summary>Whether values of the type have `&lt;`, sort, `min` and `max`.</summary>
    public static bool HasOrder(FlowType type) => type is PrimitiveType and not (JsonType or IntervalType) or ErrorType or NullType;

    private static DecimalType? Common(DecimalType a, DecimalType b)
    {
        int scale = Math.Max(a.Scale, b.Scale);
        int whole = Math.Max(a.Precision - a.Scale, b.Precision - b.Scale);
        return whole + scale <= DecimalType.MaxPrecision ? new DecimalType(whole + scale, scale) : null;
    }

    private static TypeRef? Common(TypeRef a, TypeRef b) =>
        CommonType(a.Type, b.Type) is { } type ? new TypeRef(type, a.Nullable || b.Nullable) : null;
}
