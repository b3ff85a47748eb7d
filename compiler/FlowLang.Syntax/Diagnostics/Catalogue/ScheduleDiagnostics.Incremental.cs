using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL702x: history, late rows and positions of sources.</summary>
public static partial class ScheduleDiagnostics
{
    public static Diagnostic HistoryNeedsKey(TextSpan at, string name) =>
        Error("FL7020", at, $"`scd2` keeps the versions of each key, and `{name}` has no key")
            .Help("mark it in the type with `@key`, make it with `dedupe by` or `aggregate … by`, or write `key: [column]`");

    public static Diagnostic HistoryTime(TextSpan at, string column, string type) =>
        Error("FL7021", at, $"`changed_at` wants a column of date, datetime or instant that is never null; `{column}` is {type}")
            .Help("convert it before the write, and leave rows without it out: `| where … is not null`");

    public static Diagnostic HistoryNameTaken(TextSpan at, string name, string column) =>
        Error("FL7022", at, $"`scd2` adds a column `{column}` to the table, and there is one already among those of `{name}`")
            .Help("`rename` or `drop` it, or give the added one another name: `valid_from: since`, `valid_to: until`, `is_current: holds`");

    public static Diagnostic HistoryOptionWithoutHistory(TextSpan at, string option) =>
        Error("FL7023", at, $"`{option}` belongs to `mode: scd2`").Help("write `mode: scd2`, or take it out");

    public static Diagnostic HistoryColumnTwice(TextSpan at, string column, string why) =>
        Error("FL7024", at, $"`{column}` {why}").Help("take it out of the list");

    public static Diagnostic LookbackNeedsRepeatable(TextSpan at, string name, string mode, TextSpan lookback) =>
        Error("FL7025", at, mode == "append"
                ? $"`lookback` runs intervals again, and `{name}` appends: late rows would never come in"
                : $"`lookback` runs intervals again, and each run of `{name}` replaces the rows of all others")
            .Label(lookback, "each run does earlier intervals again")
            .Help("use `mode: upsert` or `replace_partition`, or for files a path of the interval's own, or take `lookback` out");

    public static Diagnostic CursorWithIntervals(TextSpan at, string source, string pipeline) =>
        Error("FL7026", at, $"`{source}` has a `cursor`, and pipeline `{pipeline}` has intervals")
            .Why("a cursor reads on from the last run, whatever the interval; an interval that is run again would find nothing")
            .Help("take `partition:` out, or the cursor, and bind the interval by `on:`");

    public static Diagnostic CursorNeedsKey(TextSpan at, string name, string source) =>
        Error("FL7027", at, $"this write of `{name}` would take rows of `{source}` twice")
            .Why("rows that were being written while a run read are read again by the next one, so that none is missed")
            .Help("write to PostgreSQL with `mode: upsert` or `scd2`");

    public static Diagnostic CursorNeedsOneDatabase(TextSpan at, string source, IEnumerable<string> databases) =>
        Error("FL7028", at, $"how far `{source}` was read is kept in the one database that the pipeline writes to")
            .Note(databases.Any() ? $"here it writes to {string.Join(" and ", databases)}" : "here it writes to none")
            .Help("give each database a pipeline of its own");
}
