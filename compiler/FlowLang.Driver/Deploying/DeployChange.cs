namespace FlowLang.Driver.Deploying;

/// <summary>Something that another release changes.</summary>
/// <param name="Area">What it belongs to, such as `bus kafka` or `pipeline hourly`.</param>
/// <param name="Text">What changes; it begins with `+` or `-` where something comes or goes.</param>
/// <param name="Note">What that means for who deploys; null where it says itself.</param>
public sealed record DeployChange(string Area, string Text, DeployVerdict Verdict, string? Note = null);

/// <summary>What a change asks for, the worst last.</summary>
public enum DeployVerdict
{
    /// <summary>What runs goes on.</summary>
    Safe,

    /// <summary>Machines, processes or servers restart; runs are done again, streams go on from their last commit.</summary>
    Restart,

    /// <summary>Data goes or stays behind, or something refuses to go on until a person has done something.</summary>
    Breaking,
}
