using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL8xxx: code that works and is probably not meant.</summary>
public static partial class LintDiagnostics
{
    public static Diagnostic HandlerNotNeeded(TextSpan at, bool isReject) =>
        Warning("FL8001", at, "nothing here can fail, so this handler never acts")
            .Help(isReject ? "leave it out; a rule that rejects rows is an expectation with `severity reject`" : "leave it out");

    public static Diagnostic FloatEquality(TextSpan at, string op) =>
        Warning("FL8002", at, $"`{op}` on floats is rarely what is meant")
            .Why("0.1 + 0.2 is not 0.3")
            .Help("compare with a tolerance: `abs(a - b) < 1e-9`, or use decimals");

    public static Diagnostic FanOut(TextSpan at, string relation, string? key) =>
        Warning("FL8003", at, $"one row here can meet many rows of `{relation}`, and becomes as many")
            .Why(key is null ? $"`{relation}` has no @key" : $"its @key is ({key}), which this condition does not fix")
            .Help("compare the whole key, `dedupe` or `aggregate` the right side first, or use `semi join`");

    public static Diagnostic SortWithoutTake(TextSpan at) =>
        Warning("FL8004", at, "this `sort` has no effect: rows of a relation have no order")
            .Help("add `take n`, or order the file: `write … order by …`");

    public static Diagnostic ComparedWithNull(TextSpan at, string op, bool isNegated, string value) =>
        Warning("FL8005", at, $"`{op} null` is never true")
            .Help(isNegated ? "write `is not null`" : "write `is null`")
            .FixWith(at, $"{value} is {(isNegated ? "not " : "")}null");

    public static Diagnostic NeverNull(TextSpan at, string consequence) =>
        Warning("FL8006", at, $"this is never null, so {consequence}");

    public static Diagnostic PlainPassword(TextSpan at, string option) =>
        Warning("FL8007", at, $"`{option}` stands in the source for all to read")
            .Help("keep it outside: `secret pg_password = env(\"PG_PASSWORD\")`, then `password: pg_password`");

    public static Diagnostic UnusedImport(TextSpan at, string name) =>
        Warning("FL8008", at, $"`{name}` is imported and never used").Help("leave it out");
}
