namespace FlowLang.Runtime;

/// <summary>A secret's value, which prints as <c>***</c>; only a connector that opens a connection reveals it.</summary>
public class Secret(string name, string value)
{
    public string Name { get; } = name;

    /// <summary>The value itself: for opening a connection, never for a message, a log or a file.</summary>
    public virtual string Reveal() => value;

    /// <summary>As <see cref="Reveal"/>, the newest version of one that a store keeps.</summary>
    public virtual ValueTask<string> RevealAsync(CancellationToken cancel) => ValueTask.FromResult(value);

    public override string ToString() => "***";
}
