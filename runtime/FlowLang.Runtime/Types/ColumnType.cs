using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>
/// A column's type. <paramref name="Precision"/> and <paramref name="Scale"/> belong to decimals, <paramref name="Element"/> to lists and
/// to the values of maps (keys are text), <paramref name="Fields"/> to structs. Equality is structural.
/// </summary>
public sealed record ColumnType(
    ColumnKind Kind, int Precision = 0, int Scale = 0, Column? Element = null, ImmutableArray<Column> Fields = default)
{
    public static ColumnType Bool { get; } = new(ColumnKind.Bool);
    public static ColumnType Int16 { get; } = new(ColumnKind.Int16);
    public static ColumnType Int32 { get; } = new(ColumnKind.Int32);
    public static ColumnType Int64 { get; } = new(ColumnKind.Int64);
    public static ColumnType Float32 { get; } = new(ColumnKind.Float32);
    public static ColumnType Float64 { get; } = new(ColumnKind.Float64);
    public static ColumnType Text { get; } = new(ColumnKind.Text);
    public static ColumnType Bytes { get; } = new(ColumnKind.Bytes);
    public static ColumnType Uuid { get; } = new(ColumnKind.Uuid);
    public static ColumnType Date { get; } = new(ColumnKind.Date);
    public static ColumnType Time { get; } = new(ColumnKind.Time);
    public static ColumnType Instant { get; } = new(ColumnKind.Instant);
    public static ColumnType DateTime { get; } = new(ColumnKind.DateTime);
    public static ColumnType Interval { get; } = new(ColumnKind.Interval);
    public static ColumnType Json { get; } = new(ColumnKind.Json);

    public static ColumnType Decimal(int precision, int scale) => new(ColumnKind.Decimal, precision, scale);

    public static ColumnType List(ColumnType element, bool nullable = false) =>
        new(ColumnKind.List, Element: new Column("element", element, nullable));

    public static ColumnType Struct(params ReadOnlySpan<Column> fields) => new(ColumnKind.Struct, Fields: [.. fields]);

    public static ColumnType Map(ColumnType value, bool nullable = false) =>
        new(ColumnKind.Map, Element: new Column("value", value, nullable));

    public bool Equals(ColumnType? other) =>
        other is not null && Kind == other.Kind && Precision == other.Precision && Scale == other.Scale
        && Equals(Element, other.Element) && SameFields(other);

    public override int GetHashCode() => HashCode.Combine(Kind, Precision, Scale, Element, Fields.IsDefault ? 0 : Fields.Length);

    /// <summary>The type as a program writes it: <c>decimal(12, 2)</c>, <c>text[]</c>, <c>{ a: int64 }</c>.</summary>
    public override string ToString() => Kind switch
    {
        ColumnKind.Decimal => $"decimal({Precision}, {Scale})",
        ColumnKind.List => $"{Element?.Type}{(Element is { Nullable: true } ? "?" : "")}[]",
        ColumnKind.Map => $"map<text, {Element?.Type}{(Element is { Nullable: true } ? "?" : "")}>",
        ColumnKind.Struct => $"{{ {string.Join(", ", Fields)} }}",
        _ => Kind.ToString().ToLowerInvariant(),
    };

    private bool SameFields(ColumnType other) =>
        Fields.IsDefault || other.Fields.IsDefault
            ? Fields.IsDefault == other.Fields.IsDefault
            : Fields.AsSpan().SequenceEqual(other.Fields.AsSpan());
}
