using System.Text.Json;

namespace FlowLang.Driver.Deploying;

/// <summary>What is known of a release.</summary>
/// <param name="Variables">Those of Terraform, as `flowc build` writes them; null where nobody said.</param>
/// <param name="Manifest">The program's manifest; null where nobody said.</param>
public sealed record DeployedState(JsonElement? Variables, JsonElement? Manifest)
{
    public static DeployedState Nothing { get; } = new(null, null);

    /// <summary>What this does not tell is taken from another.</summary>
    public DeployedState Or(DeployedState other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new DeployedState(Variables ?? other.Variables, Manifest ?? other.Manifest);
    }
}
