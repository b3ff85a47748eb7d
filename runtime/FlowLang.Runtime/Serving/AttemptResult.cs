namespace FlowLang.Runtime;

/// <summary>
/// How a try ended. <paramref name="Error"/> is null for one that is done; <paramref name="Stopped"/> says that it was stopped from
/// outside,
/// with nothing committed.
/// </summary>
public sealed record AttemptResult(RunTotals Totals, FlowError? Error, bool Stopped = false)
{
    public static RunTotals NoRows { get; } = new(0, 0, 0, 0);
}
