namespace FlowLang.Compiler.Tests.Baselines.Stages;

/// <summary>Terraform's variables of each deployment.</summary>
internal sealed class VariablesStage : BaselineStage
{
    public override IEnumerable<(string File, string Text)> Print(BaselineCase program) =>
        program.Files is { } files ? files.Deployments.Select(d => (d.Key + ".tfvars.json", d.Value)) : [];
}
