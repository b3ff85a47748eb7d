using System.Data.Common;
using FlowLang.Runtime;
using FlowLang.Scheduling.Jobs;

namespace FlowLang.Scheduling.Store;

/// <summary>A job as a row.</summary>
internal static class JobRow
{
    public const string Columns =
        "id, pipeline, cause, due, slot, interval, interval_start, interval_end, phase, attempt, crashes, not_before, started, ended, "
        + "rows_read, rows_written, rows_rejected, rows_filtered, error_code, error, asked_by, force, owner, token, cancelled_by, is_late";

    public const int Count = 26;

    public const string Insert =
        $"INSERT INTO jobs ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, "
        + "$21, $22, $23, $24, $25, $26) ON CONFLICT DO NOTHING";

    public const string Update = """
        UPDATE jobs SET phase = $1, attempt = $2, crashes = $3, not_before = $4, started = $5, ended = $6, rows_read = $7,
          rows_written = $8, rows_rejected = $9, rows_filtered = $10, error_code = $11, error = $12, owner = $13, token = $14,
          cancelled_by = $15, is_late = $16
        WHERE id = $17 AND token = $18
        """;

    public static object?[] Values(Job job) =>
    [
        job.Id, job.Pipeline, job.Cause.ToString(), LedgerTime.Text(job.Due), job.Slot, job.Interval?.ToString(),
        LedgerTime.Text(job.Interval?.Start), LedgerTime.Text(job.Interval?.End), job.Phase.ToString(), job.Attempt, job.Crashes,
        LedgerTime.Text(job.NotBefore), LedgerTime.Text(job.Started), LedgerTime.Text(job.Ended), job.Totals.Read, job.Totals.Written,
        job.Totals.Rejected, job.Totals.Filtered, job.ErrorCode, job.Error, job.By, job.Force ? 1 : 0, job.Owner, job.Token,
        job.CancelledBy, job.IsLate ? 1 : 0,
    ];

    public static object?[] Changes(Job job, long token) =>
    [
        job.Phase.ToString(), job.Attempt, job.Crashes, LedgerTime.Text(job.NotBefore), LedgerTime.Text(job.Started),
        LedgerTime.Text(job.Ended), job.Totals.Read, job.Totals.Written, job.Totals.Rejected, job.Totals.Filtered, job.ErrorCode, job.Error,
        job.Owner, job.Token, job.CancelledBy, job.IsLate ? 1 : 0, job.Id, token,
    ];

    public static Job Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), Enum.Parse<RunCause>(row.GetString(2)), LedgerTime.Parse(row.GetString(3)))
    {
        Slot = Text(row, 4),
        Interval = Text(row, 5) is { } interval ? IntervalForm.Read(interval, row.GetString(6), row.GetString(7)) : null,
        Phase = Enum.Parse<RunPhase>(row.GetString(8)),
        Attempt = row.GetInt32(9),
        Crashes = row.GetInt32(10),
        NotBefore = Time(row, 11),
        Started = Time(row, 12),
        Ended = Time(row, 13),
        Totals = new(row.GetInt64(14), row.GetInt64(15), row.GetInt64(16), row.GetInt64(17)),
        ErrorCode = Text(row, 18),
        Error = Text(row, 19),
        By = Text(row, 20),
        Force = row.GetInt64(21) != 0,
        Owner = Text(row, 22),
        Token = row.GetInt64(23),
        CancelledBy = Text(row, 24),
        IsLate = row.GetInt64(25) != 0,
    };

    public static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static DateTimeOffset? Time(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : LedgerTime.Parse(row.GetString(column));
}
