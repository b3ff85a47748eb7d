using System.Text.Json;

namespace FlowLang.Driver.Deploying.Program;

/// <summary>Parameters of the program.</summary>
internal static class ParameterChanges
{
    public static IEnumerable<DeployChange> Of(JsonElement before, JsonElement now)
    {
        foreach ((string name, JsonElement? old, JsonElement? next) in JsonMembers.Match(
            before.Items("parameters"), now.Items("parameters"), p => p.Text("name")))
        {
            if (next is not { } later)
            {
                yield return new DeployChange(
                    "parameters", $"- {name}", DeployVerdict.Restart, "a run that is started with it fails");
            }
            else if (old is null && later.At("default") is null)
            {
                yield return new DeployChange(
                    "parameters", $"+ {name}: {later.Text("type")}", DeployVerdict.Restart,
                    "it has no default: an `environment`, --param or an address that Terraform makes must give it");
            }
            else if (old is { } earlier && !JsonMembers.AreSame(earlier, later))
            {
                yield return new DeployChange(
                    "parameters", $"{name}: {Value(earlier)} → {Value(later)}", DeployVerdict.Restart,
                    "where nothing else gives it a value");
            }
        }
    }

    private static string Value(JsonElement parameter) =>
        parameter.At("default") is { } value ? $"{parameter.Text("type")} = {JsonMembers.Print(value)}" : parameter.Text("type");
}
