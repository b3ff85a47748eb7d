using System.Text.Json;

namespace FlowLang.Driver.Deploying.Variables;

/// <summary>Where all is, and what it is called.</summary>
internal static class PlaceChanges
{
    private const string Anew = "everything is made anew, and what there is goes or stays behind with its data";

    private static readonly Setting[] s_settings =
    [
        .. new[] { "project", "region", "zone", "workspace", "name" }.Select(name => new Setting(name, DeployVerdict.Breaking, Anew)),
        new("environment", DeployVerdict.Breaking, "`dev` is not protected from deletion, every other one is"),
        new("labels", DeployVerdict.Restart, "machines are replaced"),
    ];

    public static IEnumerable<DeployChange> Of(JsonElement before, JsonElement now) =>
        s_settings.SelectMany(setting => setting.Of("place", before, now));
}
