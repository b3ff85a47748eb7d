namespace FlowLang.Runtime;

/// <summary>Version 3 of the ledger: when each part of a run went on.</summary>
internal static class LedgerTimes
{
    public const string Definition = """
        CREATE TABLE times (
          run TEXT NOT NULL REFERENCES runs (id), work TEXT NOT NULL, subject TEXT NOT NULL, began TEXT NOT NULL, ended TEXT NOT NULL);
        CREATE INDEX times_by_run ON times (run);
        """;
}
