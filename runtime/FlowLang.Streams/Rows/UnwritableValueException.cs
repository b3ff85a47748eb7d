namespace FlowLang.Streams;

/// <summary>A value that a target has no form for; the target turns it into the row's error.</summary>
public sealed class UnwritableValueException(string column, string value, string why) : Exception($"`{column}`: {value} {why}")
{
    public string Column => column;

    public string Value => value;

    public string Why => why;
}
