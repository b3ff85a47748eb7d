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
}
