namespace FlowLang.Compiler.Tests.Baselines.Stages;

/// <summary>What one stage of the compiler makes of a program, as golden files.</summary>
internal abstract class BaselineStage
{
    /// <summary>File names with their text; none where the program does not get so far.</summary>
    public abstract IEnumerable<(string File, string Text)> Print(BaselineCase program);
}
