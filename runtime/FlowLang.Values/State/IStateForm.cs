namespace FlowLang.Values.State;

/// <summary>How a value is kept in state. Implementations are empty structs: a generic call needs no delegate.</summary>
public interface IStateForm<T>
{
    static abstract void Write(T value, ref StateWriter writer);

    static abstract T Read(ref StateReader reader);
}
