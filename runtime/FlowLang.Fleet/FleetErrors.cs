using FlowLang.Runtime;

namespace FlowLang.Fleet;

/// <summary>RT9022 to RT9049: what programs that are hosted together run into.</summary>
internal static class FleetErrors
{
    public static FlowError NoFolder(string folder) => RunErrors.Usage(
        "RT9022", $"`{folder}` is no folder", "name one that has a folder for each program that `flowc build` made");

    public static FlowError NotReady(string name, string version, string why) => new(
        "RT9023", $"version {version} of {name} does not come up", why,
        "what was served before goes on; build again, and the next version is tried");

    public static FlowError Ended(string name, int code, TimeSpan wait) => new(
        "RT9024", $"{name} ended with {code}", "nobody told it to", $"it is started again in {wait.TotalSeconds:0} s");

    public static FlowError NothingServed(string name) => new(
        "RT9025", $"`{name}` is not served now", "it is starting, or it does not come up", "the page of all programs says more");
}
