namespace FlowLang.Values.Aggregates;

/// <summary>How many rows.</summary>
public struct Count
{
    public long Result { get; private set; }

    public void Add() => Result++;
}
