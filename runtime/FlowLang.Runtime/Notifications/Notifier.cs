namespace FlowLang.Runtime;

/// <summary>
/// Somebody to tell: a `connection` of the kinds slack, webhook and email. <paramref name="name"/> is its name in the program.
/// </summary>
public abstract class Notifier(string name)
{
    public string Name => name;

    /// <summary>
    /// Hands a notice over. Tries again by itself where a failure may pass within a minute or two; throws a
    /// <see cref="FlowException"/> (RT7070 to RT7073) where it could not, transient where a later try may.
    /// </summary>
    public abstract Task SendAsync(Notice notice, CancellationToken cancel);
}
