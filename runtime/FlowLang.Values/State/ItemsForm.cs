using FlowLang.Values.Collections;

namespace FlowLang.Values.State;

/// <summary>Lists.</summary>
/// <typeparam name="T">Of an item, with its null.</typeparam>
/// <typeparam name="TForm">Of an item.</typeparam>
public readonly record struct ItemsForm<T, TForm> : IStateForm<Items<T>>
    where TForm : IStateForm<T>
{
    public static void Write(Items<T> value, ref StateWriter writer)
    {
        writer.Count(value.Span.Length);
        foreach (T item in value.Span)
        {
            TForm.Write(item, ref writer);
        }
    }

    public static Items<T> Read(ref StateReader reader)
    {
        var items = new T[reader.Count()];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = TForm.Read(ref reader);
        }

        return new(items);
    }
}
