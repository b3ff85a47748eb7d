using System.Text.Json;

namespace FlowLang.Driver.Deploying.Variables;

/// <summary>Secrets by name.</summary>
internal static class SecretChanges
{
    private const string Area = "secrets";

    // A secret that the program asks for by itself has no variable, which is a null: presence is looked at.
    public static IEnumerable<DeployChange> Of(JsonElement before, JsonElement now)
    {
        Dictionary<string, string> old = Read(before);
        Dictionary<string, string> next = Read(now);
        foreach (string name in old.Keys.Union(next.Keys).Order(StringComparer.Ordinal))
        {
            if (!old.TryGetValue(name, out string? earlier))
            {
                yield return new DeployChange(
                    Area, $"+ {name}", DeployVerdict.Restart,
                    "give it a value before the machines start: terraform apply -target=module.secrets; "
                    + $"gcloud secrets versions add {name}");
            }
            else if (!next.TryGetValue(name, out string? later))
            {
                yield return new DeployChange(
                    Area, $"- {name}", DeployVerdict.Restart, "its values are destroyed: the way back needs them again");
            }
            else if (earlier != later)
            {
                yield return new DeployChange(Area, $"{name}: variable {earlier} → {later}", DeployVerdict.Restart);
            }
        }
    }

    private static Dictionary<string, string> Read(JsonElement variables) =>
        variables.At(Area) is { ValueKind: JsonValueKind.Object } secrets
            ? secrets.EnumerateObject().ToDictionary(
                s => s.Name, s => s.Value.ValueKind == JsonValueKind.String ? s.Value.GetString() ?? "" : "none")
            : [];
}
