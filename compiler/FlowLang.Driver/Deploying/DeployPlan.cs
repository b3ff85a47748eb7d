using System.Collections.Immutable;

namespace FlowLang.Driver.Deploying;

/// <summary>What a release changes of program and infrastructure together.</summary>
/// <param name="Changes">In the order of the variables, those of the program last.</param>
/// <param name="Uncompared">Parts that only one side tells of: nothing is known of their changes.</param>
public sealed record DeployPlan(ImmutableArray<DeployChange> Changes, ImmutableArray<string> Uncompared)
{
    /// <summary>The worst of all changes.</summary>
    public DeployVerdict Verdict => Changes.Select(c => c.Verdict).DefaultIfEmpty(DeployVerdict.Safe).Max();
}
