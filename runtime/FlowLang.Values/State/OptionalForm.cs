namespace FlowLang.Values.State;

/// <summary>Values that can be null.</summary>
public readonly record struct OptionalForm<T, TForm> : IStateForm<T?>
    where T : struct
    where TForm : IStateForm<T>
{
    public static void Write(T? value, ref StateWriter writer)
    {
        writer.Bool(value.HasValue);
        if (value is { } some)
        {
            TForm.Write(some, ref writer);
        }
    }

    public static T? Read(ref StateReader reader) => reader.Bool() ? TForm.Read(ref reader) : null;
}
