namespace FlowLang.Planning.Batch;

/// <summary>Gives names that an engine takes for different ones: it ignores case.</summary>
public sealed class NameScope
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name itself, or with a number behind it where it is taken.</summary>
    public string Take(string wanted)
    {
        string name = wanted;
        for (int i = 2; !_taken.Add(name); i++)
        {
            name = $"{wanted}_{i}";
        }

        return name;
    }
}
