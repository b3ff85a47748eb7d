namespace FlowLang.Values.Aggregates;

/// <summary>The sum of decimals of at most 18 digits, which no number of rows overflows.</summary>
public struct SmallDecimalSum
{
    private bool _hasValues;

    public readonly bool IsEmpty => !_hasValues;

    public Int128 Result { get; private set; }

    public void Add(long value)
    {
        Result += value;
        _hasValues = true;
    }
}
