namespace FlowLang.Compiler.Tests.Baselines.Stages;

/// <summary>The generated C#: what differs from program to program.</summary>
internal sealed class CodeStage : BaselineStage
{
    public override IEnumerable<(string File, string Text)> Print(BaselineCase program) =>
        program.Files is { } files
            ? files.Code.Select(file => (file.Key, file.Value))
            : [];
}
