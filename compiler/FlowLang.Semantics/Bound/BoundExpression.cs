using System.Collections.Immutable;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Bound;

/// <summary>
/// A typed expression. <see cref="CanFail"/> says that evaluating it can be a value failure (language §3) that no handler inside it takes:
/// an emitter gives such an expression as a total value (null where it failed) and a separate failed-or-not condition.
/// `and`, `or`, `??` and `case` evaluate from left to right: an operand that decides nothing can't fail.
/// </summary>
/// <param name="Type">Type and nullability of the value.</param>
/// <param name="Span">What a diagnostic about it underlines.</param>
public abstract record BoundExpression(TypeRef Type, TextSpan Span)
{
    /// <summary>Whether an unhandled value failure can come out of this expression.</summary>
    public virtual bool CanFail => Children.Any(child => child.CanFail);

    /// <summary>The operands, left to right.</summary>
    public virtual IEnumerable<BoundExpression> Children => [];
}

/// <summary>An expression that could not be bound; its mistake is reported already.</summary>
public sealed record BoundBadExpression(ImmutableArray<BoundExpression> Operands, TextSpan Span)
    : BoundExpression(new TypeRef(ErrorType.Instance), Span)
{
    public override IEnumerable<BoundExpression> Children => Operands;
}

/// <summary>
/// A constant. Value by type: bool → bool, integer → long, float → double, decimal → <see cref="DecimalLiteral"/>, text and enum → string,
/// date → DateOnly, time → TimeOnly, instant and datetime → DateTime (UTC or unspecified), interval → <see cref="IntervalLiteral"/>,
/// bytes → ImmutableArray&lt;byte&gt;, uuid → Guid, symbol → string, null → null.
/// </summary>
public sealed record BoundLiteral(object? Value, TypeRef Type, TextSpan Span) : BoundExpression(Type, Span);

/// <param name="Unscaled">The digits, at most 38, without the point.</param>
/// <param name="Scale">Digits behind the point.</param>
public readonly record struct DecimalLiteral(System.Numerics.BigInteger Unscaled, int Scale)
{
    /// <summary>All digits, as a program would write it: <c>-0.50</c>.</summary>
    public override string ToString()
    {
        string digits =
            System.Numerics.BigInteger.Abs(Unscaled).ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        string sign = Unscaled.Sign < 0 ? "-" : "";
        return Scale == 0 ? sign + digits : $"{sign}{digits[..^Scale]}.{digits[^Scale..]}";
    }
}

public readonly record struct IntervalLiteral(int Months, int Days, long Microseconds);

/// <summary>
/// A column of the step's input row; <paramref name="Relation"/> is the alias it was named through, where a join gives two sides.
/// </summary>
public sealed record BoundColumn(string Name, string? Relation, TypeRef Type, TextSpan Span) : BoundExpression(Type, Span)
{
    /// <summary>In a join's condition, for a column of the right row, the qualifier of the right relation; else null.</summary>
    public string? Side { get; init; }

    /// <summary>The column that an expression is, as it stands or widened; null where it is something else.</summary>
    public static BoundColumn? Of(BoundExpression expression) => expression switch
    {
        BoundColumn column => column,
        BoundConversion { Kind: ConversionKind.Widening } wider => Of(wider.Operand),
        _ => null,
    };
}

/// <summary>A workspace parameter, or the parameter of a parameterised transform.</summary>
public sealed record BoundParameter(ParameterSymbol Parameter, TextSpan Span) : BoundExpression(Parameter.Type, Span);

/// <summary>A call of a declared scalar function, arguments already converted to the parameter types.</summary>
public sealed record BoundCall(ScalarFunction Function, ImmutableArray<BoundExpression> Arguments, TypeRef Type, bool Fails, TextSpan Span)
    : BoundExpression(Type, Span)
{
    /// <summary>It can fail in another way than by overflow, so the program has to say what then.</summary>
    public bool MustBeHandled { get; init; }

    public override bool CanFail => Fails || base.CanFail;

    public override IEnumerable<BoundExpression> Children => Arguments;
}

public sealed record BoundUnary(UnaryOperator Operator, BoundExpression Operand, TypeRef Type, bool Fails, TextSpan Span)
    : BoundExpression(Type, Span)
{
    public override bool CanFail => Fails || base.CanFail;

    public override IEnumerable<BoundExpression> Children => [Operand];
}

public enum BoundOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    IntegerDivide,
    Remainder,
    Concat,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
    Coalesce,
    DistinctFrom,
    NotDistinctFrom,
}

/// <summary>
/// Both operands have the same type for comparison, Coalesce and text; for arithmetic they are converted to the result's family
/// (integers to the wider type; decimals keep their own precision and scale; float64 where either is a float).
/// </summary>
public sealed record BoundBinary(
    BoundOperator Operator, BoundExpression Left, BoundExpression Right, TypeRef Type, bool Fails, TextSpan Span)
    : BoundExpression(Type, Span)
{
    public override bool CanFail => Fails || base.CanFail;

    public override IEnumerable<BoundExpression> Children => [Left, Right];
}

/// <summary>Why a conversion stands there.</summary>
public enum ConversionKind
{
    /// <summary>Implicit, never fails, never loses: int32 → int64, decimal(4,2) → decimal(12,2), enum → text.</summary>
    Widening,

    /// <summary>Written as `cast(x as T)`; can be a value failure.</summary>
    Cast,

    /// <summary>The value of a source's untyped field read as its declared type; fails like a cast.</summary>
    Read,
}

public sealed record BoundConversion(BoundExpression Operand, ConversionKind Kind, TypeRef Type, bool Fails, TextSpan Span)
    : BoundExpression(Type, Span)
{
    /// <summary>Of a date or time that is read and not in ISO 8601.</summary>
    public string? Format { get; init; }

    public override bool CanFail => Fails || base.CanFail;

    public override IEnumerable<BoundExpression> Children => [Operand];
}

public enum HandlerKind
{
    Null,
    Value,
    Reject,
    Fail,
}

/// <summary>`expr else null | value | reject "why" | fail`: takes the value failures of <paramref name="Operand"/>.</summary>
/// <param name="Fallback">With <see cref="HandlerKind.Value"/>, of the result's type.</param>
/// <param name="Reason">With <see cref="HandlerKind.Reject"/>.</param>
public sealed record BoundHandler(
    BoundExpression Operand, HandlerKind Kind, BoundExpression? Fallback, string? Reason, TypeRef Type, TextSpan Span)
    : BoundExpression(Type, Span)
{
    /// <summary>Reject and fail are the step's to act on; they are not failures of the expression around it.</summary>
    public override bool CanFail => Fallback?.CanFail ?? false;

    public override IEnumerable<BoundExpression> Children => Fallback is null ? [Operand] : [Operand, Fallback];
}

/// <summary>`x in [a, b]`; options have the operand's type.</summary>
public sealed record BoundIn(BoundExpression Operand, ImmutableArray<BoundExpression> Options, bool Negated, TypeRef Type, TextSpan Span)
    : BoundExpression(Type, Span)
{
    public override IEnumerable<BoundExpression> Children => [Operand, .. Options];
}

public sealed record BoundBetween(
    BoundExpression Operand, BoundExpression Low, BoundExpression High, bool Negated, TypeRef Type, TextSpan Span)
    : BoundExpression(Type, Span)
{
    public override IEnumerable<BoundExpression> Children => [Operand, Low, High];
}

public sealed record BoundIsNull(BoundExpression Operand, bool Negated, TextSpan Span)
    : BoundExpression(new TypeRef(BoolType.Instance), Span)
{
    public override IEnumerable<BoundExpression> Children => [Operand];
}

/// <summary>`%` is any run, `_` one code point, `\` escapes; the pattern is a literal.</summary>
public sealed record BoundLike(BoundExpression Operand, string Pattern, bool Negated, TypeRef Type, TextSpan Span)
    : BoundExpression(Type, Span)
{
    public override IEnumerable<BoundExpression> Children => [Operand];
}

public sealed record BoundCase(ImmutableArray<BoundCaseArm> Arms, BoundExpression? Else, TypeRef Type, TextSpan Span)
    : BoundExpression(Type, Span)
{
    public override IEnumerable<BoundExpression> Children =>
        Arms.SelectMany(arm => new[] { arm.Condition, arm.Value }).Concat(Else is null ? [] : [Else]);
}

public sealed record BoundCaseArm(BoundExpression Condition, BoundExpression Value);

/// <summary>`x.field` of a struct.</summary>
public sealed record BoundField(BoundExpression Operand, string Name, TypeRef Type, TextSpan Span) : BoundExpression(Type, Span)
{
    public override IEnumerable<BoundExpression> Children => [Operand];
}

/// <summary>`xs[i]` of a list (1-based, null past the end), `m["key"]` of a map or `j["path"]` of json.</summary>
public sealed record BoundIndex(BoundExpression Operand, BoundExpression Index, TypeRef Type, TextSpan Span) : BoundExpression(Type, Span)
{
    public override IEnumerable<BoundExpression> Children => [Operand, Index];
}

public sealed record BoundList(ImmutableArray<BoundExpression> Items, TypeRef Type, TextSpan Span) : BoundExpression(Type, Span)
{
    public override IEnumerable<BoundExpression> Children => Items;
}

public sealed record BoundStruct(ImmutableArray<BoundAssignment> Fields, TypeRef Type, TextSpan Span) : BoundExpression(Type, Span)
{
    public override IEnumerable<BoundExpression> Children => Fields.Select(f => f.Value);
}

/// <summary>`"text ${interpolated}"`: parts are text expressions, joined.</summary>
public sealed record BoundInterpolation(ImmutableArray<BoundExpression> Parts, TypeRef Type, TextSpan Span) : BoundExpression(Type, Span)
{
    public override IEnumerable<BoundExpression> Children => Parts;
}

/// <summary>A name and what it is given: one column of derive, set, select, aggregate or `by`.</summary>
public sealed record BoundAssignment(string Name, BoundExpression Value, TextSpan Span);

/// <summary>One sort key; nulls are last in both directions.</summary>
public sealed record BoundSortKey(BoundExpression Value, bool Descending, TextSpan Span);

/// <summary>An aggregate call; only inside an aggregate step, or as the function of a <see cref="BoundAnalytic"/>.</summary>
/// <param name="Sort">The aggregate's own order, where it has one.</param>
public sealed record BoundAggregateCall(
    AggregateFunction Function, ImmutableArray<BoundExpression> Arguments, ImmutableArray<BoundSortKey> Sort, TypeRef Type, bool Fails,
        TextSpan Span)
    : BoundExpression(Type, Span)
{
    public override bool CanFail => Fails || base.CanFail;

    public override IEnumerable<BoundExpression> Children => Arguments.Concat(Sort.Select(key => key.Value));
}

/// <summary>`f(…) over (by k sort e rows …)`. Exactly one of <paramref name="Analytic"/> and <paramref name="Aggregate"/> is set.</summary>
public sealed record BoundAnalytic(
    AnalyticFunction? Analytic, AggregateFunction? Aggregate, ImmutableArray<BoundExpression> Arguments,
    ImmutableArray<BoundExpression> By, ImmutableArray<BoundSortKey> Sort, FrameBounds? Frame, TypeRef Type, bool Fails, TextSpan Span)
    : BoundExpression(Type, Span)
{
    public override bool CanFail => Fails || base.CanFail;

    public override IEnumerable<BoundExpression> Children => [.. Arguments, .. By, .. Sort.Select(key => key.Value)];
}

/// <summary>A ROWS frame: offsets from the current row, negative before it; null is unbounded.</summary>
public sealed record FrameBounds(long? Start, long? End);
