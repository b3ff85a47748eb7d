using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL3006, FL3008 and FL306x to FL308x: steps, transforms and writes.</summary>
public static partial class TypeDiagnostics
{
    public static Diagnostic RejectsWanted(TextSpan at, string name, TextSpan rejectsAt, string what) =>
        Error("FL3006", at, $"rows of `{name}` can be rejected; this write does not say where they go")
            .Label(rejectsAt, $"{what} rejects rows here")
            .Help("add `rejects: pg.table(\"…\")`, or `rejects: discard`");

    public static Diagnostic TakeNeedsSort(TextSpan at, TextSpan write) =>
        Error("FL3008", at, "`take` without `sort` takes any rows, other ones each time")
            .Label(write, "and they are written here")
            .Help("say which: `| sort … take n`; to look at some rows use `flowc show`");

    /// <param name="differences">One line each.</param>
    public static Diagnostic ColumnsDiffer(TextSpan at, string name, string declared, IReadOnlyCollection<string> differences)
    {
        Diagnostic diagnostic = Error("FL3018", at, $"the rows of `{name}` are not those of {declared}");
        return differences.Aggregate(diagnostic, (d, difference) => d.Note(difference)).Help("change the query, or the declared type");
    }

    public static Diagnostic SetColumnsDiffer(TextSpan at, string step, IReadOnlyCollection<string> differences)
    {
        Diagnostic diagnostic = Error("FL3019", at, $"the two sides of `{step}` have different columns");
        return differences
            .Aggregate(diagnostic, (d, difference) => d.Note(difference))
            .Help("columns are matched by name: select the same ones on both sides");
    }

    public static Diagnostic JoinNeedsCondition(TextSpan at) =>
        Error("FL3060", at, "a join needs a condition").Help("write `on a.key == b.key`");

    public static Diagnostic UnnestNeedsList(TextSpan at, string found) =>
        Error("FL3061", at, $"`unnest` wants a list; this is `{found}`");

    public static Diagnostic CountIsNotPositive(TextSpan at) =>
        Error("FL3062", at, "a whole number above zero, written out, is wanted here");

    public static Diagnostic ColumnWanted(TextSpan at, string step) =>
        Error("FL3063", at, $"`{step}` wants a column's name here");

    public static Diagnostic NoColumnsLeft(TextSpan at) =>
        Error("FL3064", at, "this leaves a row without columns");

    public static Diagnostic AxisType(TextSpan at, string found) =>
        Error("FL3065", at, $"`fill` goes along a date, instant, datetime or integer column; this is `{found}`");

    public static Diagnostic AxisStep(TextSpan at, string wanted) =>
        Error("FL3066", at, $"the step of this axis is {wanted}, written out and above zero");

    public static Diagnostic FillNeedsValue(TextSpan at, IReadOnlyCollection<string> columns) =>
        Error("FL3067", at, $"added rows have no value for `{string.Join("`, `", columns)}`, and null is not allowed there")
            .Help("add `with column = value`, or group by it: `by column`");

    public static Diagnostic ParameterValueRefused(TextSpan at, string parameter, IReadOnlyCollection<string> allowed) =>
        Error("FL3068", at, $"`{parameter}` does not allow this value").Note($"allowed: {string.Join(", ", allowed)}");

    public static Diagnostic ConstantWanted(TextSpan at, string what) =>
        Error("FL3069", at, $"{what} must be written out: a literal");

    public static Diagnostic ParameterType(TextSpan at, string found) =>
        Error("FL3070", at, $"a parameter can't be `{found}`").Help("parameters are bool, numbers, text, enums, dates, times, uuid");

    public static Diagnostic OptionType(TextSpan at, string option, string wanted) =>
        Error("FL3071", at, $"`{option}` wants {wanted}");

    public static Diagnostic UpsertNeedsKey(TextSpan at, string name) =>
        Error("FL3072", at, $"`upsert` needs a key, and `{name}` has none")
            .Help("mark it in the type with `@key`, make it with `dedupe by` or `aggregate … by`, or write `key: [column]`");

    public static Diagnostic ReplacePartitionNeedsColumn(TextSpan at) =>
        Error("FL3074", at, "`replace_partition` needs to know which rows of the target it replaces")
            .Help("name columns: `partition_by: [day]`, or give the pipeline `partition: day(start: …, on: column)`");

    public static Diagnostic KeyColumnNullable(TextSpan at, string column) =>
        Error("FL3075", at, $"key column `{column}` may be null").Help($"leave such rows out: `| where {column} is not null`");

    public static Diagnostic RejectSeverityForRowsOnly(TextSpan at) =>
        Error("FL3076", at, "only `row` expectations can reject: this one speaks of all rows together")
            .Help("use `severity fail` or `severity warn`");

    public static Diagnostic UsedWrongly(TextSpan at, string name, string usage) =>
        Error("FL3077", at, $"`{name}` is not called like this").Help($"write `{usage}`");

    public static Diagnostic ColumnCantBeStored(TextSpan at, string column, string type, string sink, string? help) =>
        Error("FL3078", at, $"{sink} can't store column `{column}`: it is `{type}`").Help(help);

    public static Diagnostic TestRowWanted(TextSpan at) =>
        Error("FL3079", at, "a row is wanted here: `{ column: value, … }`");

    public static Diagnostic TestValueMissing(TextSpan at, IReadOnlyCollection<string> columns) =>
        Error("FL3080", at, $"this row has no value for {string.Join(", ", columns.Select(c => $"`{c}`"))}")
            .Help("only columns that may be null, or that the query does not read, can be left out");

    public static Diagnostic TestNeedsExpect(TextSpan at) =>
        Error("FL3081", at, "a test says what it expects").Help("add `expect [ { … } ]`; no rows at all are `expect []`");

    public static Diagnostic GivenNotRead(TextSpan at, string relation, string target) =>
        Error("FL3082", at, $"`{target}` does not read `{relation}`");

    public static Diagnostic ExposedColumnUnknown(TextSpan at, string column) =>
        Error("FL3083", at, $"`{column}` can't be exposed").Help("file rows expose `source_file` and `source_row`");

    public static Diagnostic GeneratorType(TextSpan at, string generator, string type) =>
        Error("FL3085", at, $"`{generator}` makes no `{type}`").Help("docs/connectors.md says what each generator makes");

    public static Diagnostic OrderByForFiles(TextSpan at, string sink) =>
        Error("FL3086", at, $"`order by` is for files and the screen; {sink} has no order").Help("leave it out");

    public static Diagnostic SqlColumnType(TextSpan at, string column, string type) =>
        Error("FL3113", at, $"`{column}` is {type}, which no SQL can promise")
            .Help("declare `text`, and `cast` it in a step behind");

    public static Diagnostic GeneratorNeedsType(TextSpan at, string name) =>
        Error("FL3087", at, $"generated source `{name}` needs a type")
            .Help($"write `source {name}: {{ id: int64, … }} from generator {{ … }}`");
}
