namespace FlowLang.Runtime;

/// <summary>The unit that is run, retried and reported.</summary>
public abstract class Pipeline
{
    public abstract PipelineDefinition Definition { get; }
}
