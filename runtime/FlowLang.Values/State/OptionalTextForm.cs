namespace FlowLang.Values.State;

/// <summary>Texts that can be null.</summary>
public readonly record struct OptionalTextForm : IStateForm<string?>
{
    public static void Write(string? value, ref StateWriter writer)
    {
        writer.Bool(value is not null);
        if (value is not null)
        {
            writer.Text(value);
        }
    }

    public static string? Read(ref StateReader reader) => reader.Bool() ? reader.Text() : null;
}
