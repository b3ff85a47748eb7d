namespace FlowLang.EndToEnd.Tests.Servers;

/// <summary>Finds a server, or skips the test by name with the reason; in CI, where servers are promised, that is a failure.</summary>
internal static class RequiredServer
{
    public static string ConnectionString() => Find(
        "FLOW_POSTGRES",
        "needs PostgreSQL: FLOW_POSTGRES is not set (an Npgsql connection string; `docker compose up -d postgres` starts one)");

    /// <summary>A Spark Connect server that sees this machine's files and FLOW_POSTGRES.</summary>
    public static string Spark() => Find(
        "FLOW_SPARK", "needs Spark: FLOW_SPARK is not set (`sc://host:port`; `docker compose up -d spark` starts one)");

    private static string Find(string variable, string reason)
    {
        string? found = Environment.GetEnvironmentVariable(variable);
        if (Environment.GetEnvironmentVariable("FLOW_REQUIRE_ENGINES") == "1")
        {
            Assert.False(string.IsNullOrEmpty(found), reason);
        }

        Skip.If(string.IsNullOrEmpty(found), reason);
        return found ?? "";
    }
}
