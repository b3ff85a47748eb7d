using FlowLang.Values.Collections;

namespace FlowLang.Values.State;

/// <summary>Maps from text.</summary>
/// <typeparam name="T">Of a value, with its null.</typeparam>
/// <typeparam name="TForm">Of a value.</typeparam>
public readonly record struct MapForm<T, TForm> : IStateForm<Map<T>>
    where TForm : IStateForm<T>
{
    public static void Write(Map<T> value, ref StateWriter writer)
    {
        writer.Count((int)value.Length);
        for (int i = 0; i < value.Length; i++)
        {
            writer.Text(value.Keys[i] ?? "");
            TForm.Write(value.Values[i], ref writer);
        }
    }

    public static Map<T> Read(ref StateReader reader)
    {
        int count = reader.Count();
        var keys = new string[count];
        var values = new T[count];
        for (int i = 0; i < count; i++)
        {
            keys[i] = reader.Text();
            values[i] = TForm.Read(ref reader);
        }

        return new(keys, values);
    }
}
