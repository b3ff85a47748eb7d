using Xunit;

namespace FlowLang.Tests.Servers;

/// <summary>The Spark Connect server that FLOW_SPARK names; it sees this machine's files and FLOW_POSTGRES.</summary>
public static class SparkAddress
{
    private const string Reason = "needs Spark: FLOW_SPARK is not set (`sc://host:port`; `docker compose up -d spark` starts one)";

    /// <summary>
    /// Its address; skips the test by name where there is none, and fails it where the environment says that there must be one.
    /// </summary>
    public static string Require()
    {
        string? found = Environment.GetEnvironmentVariable("FLOW_SPARK");
        bool isMissing = string.IsNullOrEmpty(found);
        Assert.False(isMissing && Environment.GetEnvironmentVariable("FLOW_REQUIRE_ENGINES") == "1", Reason);
        Skip.If(isMissing, Reason);
        return found ?? "";
    }
}
