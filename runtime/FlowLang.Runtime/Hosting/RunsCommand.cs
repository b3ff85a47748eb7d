using System.Collections.Immutable;
using System.Globalization;

namespace FlowLang.Runtime;

/// <summary><c>runs</c>: the latest runs of the ledger.</summary>
internal static class RunsCommand
{
    private const int Shown = 50;

    public static int Execute(FlowProgram program, string? pipeline, HostOptions options, HostEnvironment environment, HostLog log)
    {
        ProgramSettings settings = SettingsResolver.Resolve(program, options, environment, needSecrets: false);
        using RunLedger ledger = LedgerPlace.Open(program, options, settings, environment);
        ImmutableArray<Column> columns =
        [
            new("run", ColumnType.Text), new("pipeline", ColumnType.Text), new("interval", ColumnType.Text, true),
            new("attempt", ColumnType.Int32),
            new("state", ColumnType.Text), new("started", ColumnType.Instant), new("read", ColumnType.Int64),
            new("written", ColumnType.Int64),
            new("rejected", ColumnType.Int64), new("filtered", ColumnType.Int64), new("error", ColumnType.Text, true),
        ];
        IReadOnlyList<LedgerEntry> entries = ledger.Latest(Shown, pipeline);
        log.Table(new RowTable("runs", columns, [.. entries.Select(Row)], entries.Count));
        return 0;
    }

    private static ImmutableArray<string?> Row(LedgerEntry entry) =>
    [
        entry.Id, entry.Pipeline, entry.Interval, Text(entry.Attempt), entry.State.ToString().ToLowerInvariant(),
        entry.Started.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture), Text(entry.Totals.Read), Text(entry.Totals.Written),
        Text(entry.Totals.Rejected), Text(entry.Totals.Filtered), entry.Error,
    ];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
