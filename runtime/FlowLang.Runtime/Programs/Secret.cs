namespace FlowLang.Runtime;

/// <summary>A secret's value, which prints as <c>***</c>; only a connector that opens a connection reveals it.</summary>
public sealed class Secret(string name, string value)
{
    public string Name { get; } = name;

    /// <summary>The value itself: for opening a connection, never for a message, a log or a file.</summary>
    public string Reveal() => value;

    public override string ToString() => "***";
}
