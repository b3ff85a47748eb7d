using FlowLang.Connectors.Postgres;

namespace FlowLang.Runtime.Tests.Postgres;

/// <summary>A test's database as a program connects to it.</summary>
internal static class DatabaseConnection
{
    public static PostgresConnection Connect(this PostgresDatabase database) =>
        new("pg", new PostgresOptions { Url = new Secret("url", database.ConnectionString) });
}
