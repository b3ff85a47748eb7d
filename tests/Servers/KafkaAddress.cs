using Xunit;

namespace FlowLang.Tests.Servers;

/// <summary>The Kafka cluster that FLOW_KAFKA names.</summary>
public static class KafkaAddress
{
    private const string Reason = "needs Kafka: FLOW_KAFKA is not set (`host:port`; `docker compose up -d kafka` starts one)";

    /// <summary>
    /// A bootstrap server; skips the test by name where there is none, and fails it where the environment says that there must be one.
    /// </summary>
    public static string Require()
    {
        string? found = Environment.GetEnvironmentVariable("FLOW_KAFKA");
        bool isMissing = string.IsNullOrEmpty(found);
        Assert.False(isMissing && Environment.GetEnvironmentVariable("FLOW_REQUIRE_ENGINES") == "1", Reason);
        Skip.If(isMissing, Reason);
        return found ?? "";
    }
}
