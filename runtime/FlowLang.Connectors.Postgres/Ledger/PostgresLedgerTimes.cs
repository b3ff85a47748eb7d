namespace FlowLang.Connectors.Postgres;

/// <summary>Version 3 of the ledger: when each part of a run went on.</summary>
internal static class PostgresLedgerTimes
{
    public const string Definition = """
        CREATE TABLE times (
          run word NOT NULL, work word NOT NULL, subject word NOT NULL, began word NOT NULL, ended word NOT NULL,
          rowid bigint GENERATED ALWAYS AS IDENTITY);
        CREATE INDEX times_by_run ON times (run);
        """;
}
