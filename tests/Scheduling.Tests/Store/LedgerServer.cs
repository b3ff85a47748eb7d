using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

namespace FlowLang.Scheduling.Tests.Store;

/// <summary>Ledgers in a database of a test.</summary>
internal static class LedgerServer
{
    public static PostgresLedger Of(PostgresDatabase database, string program = "test") => At(database.Url, program);

    public static PostgresLedger At(string url, string program = "test") =>
        new(new PostgresConnection("pg", new PostgresOptions { Url = new Secret("pg_url", url) }), program);
}
