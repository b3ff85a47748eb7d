using System.Data.Common;
using FlowLang.Runtime;

namespace FlowLang.Scheduling.Store;

/// <summary>An event as a row: number, at, kind, pipeline, job, text.</summary>
internal static class EventRow
{
    public static OrchestrationEvent Read(DbDataReader row) => new(
        row.GetInt64(0), LedgerTime.Parse(row.GetString(1)), row.GetString(2), row.GetString(3), JobRow.Text(row, 4), JobRow.Text(row, 5));
}
