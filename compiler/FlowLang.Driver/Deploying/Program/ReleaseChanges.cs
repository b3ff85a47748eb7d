using System.Text.Json;

namespace FlowLang.Driver.Deploying.Program;

/// <summary>Whether the package is another one.</summary>
internal static class ReleaseChanges
{
    private const int Shown = 12;

    public static IEnumerable<DeployChange> Of(JsonElement before, JsonElement now) =>
        from member in new[] { ("source_hash", "sources"), ("compiler", "flowc") }
        let old = before.Text(member.Item1)
        let next = now.Text(member.Item1)
        where old != next
        select new DeployChange(
            "program", $"{member.Item2} {Short(old)} → {Short(next)}", DeployVerdict.Restart,
            "another package: runs end or are done again, streams commit and go on");

    private static string Short(string text) => text.Length > Shown ? text[..Shown] : text;
}
