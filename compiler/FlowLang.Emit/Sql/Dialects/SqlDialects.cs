using FlowLang.Semantics.Symbols;

namespace FlowLang.Emit.Sql.Dialects;

/// <summary>The dialect of each connector that runs queries.</summary>
public static class SqlDialects
{
    /// <summary>
    /// The dialect of the engine that a pipeline names (null: the embedded one); null for a connector that runs no queries.
    /// </summary>
    public static SqlDialect? Of(ConnectionSymbol? engine) => engine?.Connector.Name switch
    {
        null => DuckDbDialect.Instance,
        "spark" => SparkDialect.Instance,
        "postgres" => PostgresDialect.Instance,
        _ => null,
    };
}
