namespace FlowLang.Connectors.Postgres;

/// <summary>A value that PostgreSQL could not hold unchanged; the sink turns it into the row's error.</summary>
internal sealed class RefusedValueException(string column, string value, string why) : Exception($"{column}: {value} {why}")
{
    public string Column { get; } = column;

    public string Value { get; } = value;

    public string Why { get; } = why;
}
