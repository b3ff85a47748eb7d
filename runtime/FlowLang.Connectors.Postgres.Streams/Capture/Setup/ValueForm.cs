namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>How the text of a column's value becomes JSON; of an array, <paramref name="Element"/> says it of its items.</summary>
internal sealed record ValueForm(ValueKind Kind, ValueForm? Element = null, char Delimiter = ',')
{
    public static ValueForm Text { get; } = new(ValueKind.Text);

    /// <summary>
    /// The form of a built-in type by its oid (src/include/catalog/pg_type.dat). Any other base type, enum or range is the text that the
    /// server writes for it.
    /// </summary>
    public static ValueForm Of(long oid) => new(oid switch
    {
        16 => ValueKind.Bool,
        17 => ValueKind.Bytes,
        20 or 21 or 23 or 26 => ValueKind.Integer,
        700 or 701 => ValueKind.Float,
        1082 => ValueKind.Date,
        1083 => ValueKind.Time,
        1114 => ValueKind.Timestamp,
        1184 => ValueKind.Instant,
        1266 => ValueKind.ZonedTime,
        _ => ValueKind.Text,
    });
}

internal enum ValueKind
{
    Text,
    Bool,
    Integer,
    Float,
    Bytes,
    Date,
    Time,
    ZonedTime,
    Timestamp,
    Instant,
    Array,
}
