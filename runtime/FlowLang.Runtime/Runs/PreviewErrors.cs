namespace FlowLang.Runtime;

/// <summary>RT7024 to RT7026: the first rows of a step that can't be shown.</summary>
public static class PreviewErrors
{
    /// <param name="pipeline">Whose rows were asked for.</param>
    /// <param name="why">What about it makes them no rows of the embedded engine.</param>
    public static FlowError Impossible(PipelineDefinition pipeline, string why) => new(
        "RT7024", $"rows of pipeline `{pipeline.Name}` can't be shown", why, "look at its target, or at `flowc show` with the workspace")
    {
        Kind = ErrorKind.Usage,
    };

    public static FlowError NoRelation(PipelineDefinition pipeline, string relation) => RunErrors.Usage(
        "RT7024", $"pipeline `{pipeline.Name}` computes no rows called `{relation}`", "its page of steps names its stages and writes");

    public static FlowError TooLong(PipelineDefinition pipeline, string relation) => new(
        "RT7025",
        $"the first rows of `{relation}` took longer than {RowPreview.Patience.TotalSeconds} s",
        $"a step that groups or sorts has no first row before it has read everything; pipeline `{pipeline.Name}` was stopped",
        "look at a step before it")
    {
        Kind = ErrorKind.Usage,
    };

    public static FlowError Busy() => new(
        "RT7026", "rows are being shown to somebody else", "they are computed for one at a time", "ask again in a few seconds")
    {
        Kind = ErrorKind.Usage,
        Transient = true,
    };
}
