namespace FlowLang.Connectors.Postgres;

/// <summary>Rows in a staging table, whose name is quoted.</summary>
internal sealed record StagedRows(string Table, long Rows);
