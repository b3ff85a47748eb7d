namespace FlowLang.Connectors.Postgres;

/// <summary>A server and database as messages name them; never with a password.</summary>
internal sealed record PostgresTarget(string Connection, string? Host, int Port, string? Database, string? User)
{
    public override string ToString() => $"`{Connection}` (PostgreSQL at {Host}:{Port}, database {Database ?? User})";
}
