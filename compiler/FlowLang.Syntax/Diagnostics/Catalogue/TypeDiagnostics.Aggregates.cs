using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL3013 to FL3019 and FL305x: aggregates and analytic functions.</summary>
public static partial class TypeDiagnostics
{
    public static Diagnostic AggregateOutsideAggregate(TextSpan at, string function) =>
        Error("FL3013", at, $"`{function}` is an aggregate: it needs a group of rows")
            .Help($"use it in `| aggregate x = {function}(…) by …`, or keep every row: `{function}(…) over (by …)` in `derive`");

    public static Diagnostic NestedAggregate(TextSpan at, string function) =>
        Error("FL3014", at, $"`{function}` stands inside another aggregate")
            .Help("aggregate twice: `| aggregate … by a, b | aggregate … by a`");

    public static Diagnostic ColumnNotAggregated(TextSpan at, string column) =>
        Error("FL3015", at, $"`{column}` has many values in a group")
            .Help($"take one of them: `any({column})`, `max({column})` …, or group by it: `by {column}`");

    public static Diagnostic AggregateNeedsSort(TextSpan at, string function) =>
        Error("FL3016", at, $"`{function}` depends on the order of rows, so it needs a `sort`")
            .Help($"write `{function}(… sort column)`");

    public static Diagnostic SortNotAllowed(TextSpan at, string function) =>
        Error("FL3017", at, $"`{function}` does not depend on an order").Help("leave the `sort` out");

    public static Diagnostic AnalyticNeedsOver(TextSpan at, string function) =>
        Error("FL3050", at, $"`{function}` looks at other rows, so it needs an `over`")
            .Help($"write `{function}(…) over (by … sort …)`");

    public static Diagnostic AnalyticNeedsSort(TextSpan at, string function) =>
        Error("FL3051", at, $"`{function}` over rows depends on their order, so its `over` needs a `sort`")
            .Help("write `over (by … sort column)`");

    public static Diagnostic AnalyticNotHere(TextSpan at) =>
        Error("FL3052", at, "`over` is for `derive`, `set` and `select`")
            .Help("derive it first: `| derive n = row_number() over (…) | where n == 1`");

    public static Diagnostic NotAnalytic(TextSpan at, string function) =>
        Error("FL3053", at, $"`{function}` looks at one row only, so it takes no `over`");

    public static Diagnostic SortBelongsInOver(TextSpan at) =>
        Error("FL3054", at, "the `sort` of an analytic function stands in its `over`").Help("write `f(…) over (sort …)`");

    public static Diagnostic FrameNotAllowed(TextSpan at, string function) =>
        Error("FL3055", at, $"`{function}` does not take a `rows` frame");

    public static Diagnostic FrameIsEmpty(TextSpan at) =>
        Error("FL3056", at, "this frame ends before it starts").Help("write `rows between 3 preceding and current row`");

    public static Diagnostic FrameOffset(TextSpan at) =>
        Error("FL3057", at, "the offset of a frame is a whole number written out");

    public static Diagnostic PivotValueTwice(TextSpan at, TextSpan first) =>
        Error("FL3110", at, "this value is listed twice")
            .Label(first, "here first")
            .Help("each value makes its columns once: leave one out");

    public static Diagnostic PivotNullNotPossible(TextSpan at, string column) =>
        Error("FL3111", at, $"`{column}` is never null").Help("leave this value out");

    public static Diagnostic UnpivotTypesDiffer(TextSpan at, string column, string type, string first, string firstType) =>
        Error("FL3112", at, $"`{column}` is {type} and `{first}` is {firstType}: one column can't hold both")
            .Help("cast them to one type before `unpivot`");
}
