namespace FlowLang.Runtime;

/// <summary>Something <c>doctor</c> asks for: an engine, a connection.</summary>
public abstract class HealthProbe
{
    /// <summary>What is asked, as the user knows it.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Reaches it and says what was found (version, time zone data); throws a <see cref="FlowException"/> when it can't be used.
    /// </summary>
    public abstract Task<string> CheckAsync(CancellationToken cancel);

    /// <summary>
    /// What an administrator has to run so that the program's user can do its work there; null where nothing is needed. Opens nothing.
    /// </summary>
    /// <param name="sql">All SQL of the program.</param>
    public virtual string? Grants(string sql) => null;
}
