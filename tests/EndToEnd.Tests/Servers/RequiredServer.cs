namespace FlowLang.EndToEnd.Tests.Servers;

/// <summary>Finds a server, or skips the test by name with the reason; in CI, where servers are promised, that is a failure.</summary>
internal static class RequiredServer
{
    private const string Variable = "FLOW_POSTGRES";

    public static string ConnectionString()
    {
        string? found = Environment.GetEnvironmentVariable(Variable);
        string reason =
            $"needs PostgreSQL: {Variable} is not set (an Npgsql connection string; `docker compose up -d postgres` starts one)";
        if (Environment.GetEnvironmentVariable("FLOW_REQUIRE_ENGINES") == "1")
        {
            Assert.False(string.IsNullOrEmpty(found), reason);
        }

        Skip.If(string.IsNullOrEmpty(found), reason);
        return found ?? "";
    }
}
