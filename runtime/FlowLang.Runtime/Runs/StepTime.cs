namespace FlowLang.Runtime;

/// <summary>
/// When a part of a run went on, up to where it ended or failed, if it has. Reading is opening a source: its rows are taken by the steps
/// behind.
/// </summary>
/// <param name="Work"><c>read</c>, <c>stage</c>, <c>write</c> or <c>commit</c>.</param>
/// <param name="Subject">What it was done to, as the program names it.</param>
/// <param name="Began">In UTC.</param>
/// <param name="Ended">In UTC; null while it goes on.</param>
public sealed record StepTime(string Work, string Subject, DateTimeOffset Began, DateTimeOffset? Ended)
{
    public TimeSpan? Duration => Ended - Began;
}
