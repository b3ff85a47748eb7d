using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>What a transaction that computes starts with, so that a program means the same in every database.</summary>
internal static class BatchSettings
{
    /// <summary>Names without a schema are the system's: what a program means does not hang on who runs it.</summary>
    public const string SearchPath = "SET search_path = pg_catalog";

    private const string Settings = """
        SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres';
        SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL standard_conforming_strings = on;
        SET LOCAL array_nulls = on; SET LOCAL transform_null_equals = off; SET LOCAL search_path = pg_catalog
        """;

    public static async Task ApplyAsync(PostgresSession session, BatchRun run, CancellationToken cancel)
    {
        await session.ExecuteAsync(Settings, cancel);
        if (await session.ScalarAsync("SHOW server_encoding", cancel) is not "UTF8" and var encoding)
        {
            throw new FlowException(new FlowError(
                "RT6031",
                $"{session.Target} keeps its texts in {encoding}, not in UTF8",
                "functions of text mean code points of Unicode",
                "leave `on` out, so that the embedded engine computes")
            {
                Kind = ErrorKind.Usage,
            });
        }

        await VariablesAsync(session, run, cancel);
    }

    /// <summary>What the run's SQL asks for by name: parameters, now and the interval, for the rest of the transaction.</summary>
    public static async Task VariablesAsync(PostgresSession session, BatchRun run, CancellationToken cancel)
    {
        await SetAsync(session, "now", Instant(run.StartedAt), cancel);
        foreach ((string name, string value) in run.Settings.Parameters)
        {
            await SetAsync(session, "param_" + name, value, cancel);
        }

        if (run.Interval is { } interval)
        {
            await SetAsync(session, "interval_start", Instant(interval.Start), cancel);
            await SetAsync(session, "interval_end", Instant(interval.End), cancel);
        }
    }

    private static Task SetAsync(PostgresSession session, string name, string value, CancellationToken cancel) =>
        session.ExecuteAsync("SELECT set_config($1, $2, true)", cancel, "flow." + name, value);

    private static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff'+00'", CultureInfo.InvariantCulture);
}
