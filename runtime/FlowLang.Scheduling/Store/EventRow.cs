using FlowLang.Runtime;
using Microsoft.Data.Sqlite;

namespace FlowLang.Scheduling.Store;

/// <summary>An event as a row of SQLite: number, at, kind, pipeline, job, text.</summary>
internal static class EventRow
{
    public static OrchestrationEvent Read(SqliteDataReader row) => new(
        row.GetInt64(0), LedgerTime.Parse(row.GetString(1)), row.GetString(2), row.GetString(3), JobRow.Text(row, 4), JobRow.Text(row, 5));
}
