namespace FlowLang.Values.State;

/// <summary>Lists that grow: rows and values that a group keeps. None is a null.</summary>
public static class ListForm
{
    public static void Write<T, TForm>(List<T>? values, ref StateWriter writer)
        where TForm : IStateForm<T>
    {
        writer.Count(values?.Count ?? 0);
        foreach (T value in values ?? [])
        {
            TForm.Write(value, ref writer);
        }
    }

    public static List<T>? Read<T, TForm>(ref StateReader reader)
        where TForm : IStateForm<T>
    {
        int count = reader.Count();
        List<T>? values = count == 0 ? null : new(count);
        for (int i = 0; i < count; i++)
        {
            values?.Add(TForm.Read(ref reader));
        }

        return values;
    }

    /// <summary>Adds others behind those that are there; the other list stays its owner's.</summary>
    public static void Merge<T>(ref List<T>? values, List<T>? others)
    {
        if (others is not null)
        {
            (values ??= new(others.Count)).AddRange(others);
        }
    }
}
