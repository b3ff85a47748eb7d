using System.Text.Json;

namespace FlowLang.Driver.Deploying.Variables;

/// <summary>A value of a part of the infrastructure, and what its change means.</summary>
/// <param name="Name">Of the variable's member.</param>
/// <param name="Note">What it means.</param>
internal sealed record Setting(string Name, DeployVerdict Verdict, string? Note = null)
{
    /// <summary>Of numbers: what a smaller one means, where that is something else; nothing is the largest.</summary>
    public (DeployVerdict Verdict, string Note)? Less { get; init; }

    /// <summary>How it is called.</summary>
    public string Label { get; init; } = Name.Replace('_', ' ');

    public IEnumerable<DeployChange> Of(string area, JsonElement before, JsonElement now)
    {
        JsonElement? old = before.At(Name);
        JsonElement? next = now.At(Name);
        if (!JsonMembers.AreSame(old, next))
        {
            (DeployVerdict verdict, string? note) = Less is { } less && Number(next) < Number(old) ? less : (Verdict, Note);
            yield return new DeployChange(area, $"{Label} {JsonMembers.Print(old)} → {JsonMembers.Print(next)}", verdict, note);
        }
    }

    private static double Number(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : double.PositiveInfinity;
}
