using FlowLang.Values.State;

namespace FlowLang.Values.Aggregates;

/// <summary>How many rows.</summary>
public struct Count
{
    public long Result { get; private set; }

    public void Add() => Result++;

    public void Merge(in Count other) => Result += other.Result;

    public readonly void Write(ref StateWriter writer) => writer.Integer(Result);

    public static Count Read(ref StateReader reader) => new() { Result = reader.Integer() };
}
