namespace FlowLang.Runtime;

/// <summary>Reads <c>--interval</c> for a pipeline.</summary>
public static class IntervalChoice
{
    /// <summary>Throws RT1005 for what is no interval of the pipeline.</summary>
    public static RunInterval Parse(PipelineDefinition pipeline, PartitionDefinition partition, string text) =>
        IntervalText.Parse(partition, text) ?? throw new FlowException(
            RunErrors.Usage("RT1005", $"`{text}` is no interval of pipeline `{pipeline.Name}`", Form(partition)));

    /// <summary>What is wanted, for a message.</summary>
    public static string Form(PartitionDefinition partition) =>
        $"`--interval {IntervalText.Form(partition.Unit)}`, from {RunInterval.Of(partition.Unit, partition.Start)} on";
}
