using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL405x: tests of transforms, and tables that streams join.</summary>
public static partial class StreamDiagnostics
{
    public static Diagnostic TestNeedsKey(TextSpan at, string transform, TextSpan declaration) =>
        Error("FL4050", at, $"no columns of `{transform}` say which of its rows takes the place of which")
            .Why("its rows are updates, and a test looks at the last one of each key")
            .Label(declaration, "none of its columns is a key")
            .Help("keep what the rows are grouped or deduplicated by, all of it; it may not be null");

    public static Diagnostic TableWithoutRefresh(TextSpan at, string source, TextSpan declared, bool isTooOften) =>
        Error("FL4051", at, isTooOften
                ? $"`{source}` would be read again more often than every second"
                : $"nothing says how often `{source}` is read again")
            .Why("a stream goes on, and the rows of the table become old")
            .Label(declared, "declared here")
            .Help("add `refresh: every(5m)` to the source");

    public static Diagnostic TableWithCursor(TextSpan at, string source, TextSpan declared) =>
        Error("FL4052", at, $"`{source}` reads on from where it ended, and a stream joins all of it")
            .Label(declared, "has a `cursor`")
            .Help("declare a second source of the same table without one");

    public static Diagnostic NoTimeInTest(TextSpan at, string transform, TextSpan declared) =>
        Error("FL4053", at, $"the rows of `{transform}` end, and no time moves in them")
            .Label(declared, "reads no stream")
            .Help("leave `advance` out; `param` gives a value that the transform reads in place of `now()`");

    public static Diagnostic UnknownClock(TextSpan at, string clock) =>
        Error("FL4054", at, $"there is no `{clock}` to advance")
            .Help("`advance watermark to …` moves event time on, `advance clock to …` moves `now()`");

    public static Diagnostic TimeGoesBack(TextSpan at, string clock) =>
        Error("FL4055", at, $"the {clock} is that far already")
            .Why("time goes on only, in a test as in a stream")
            .Help("name a later time than the `advance` before it");

    public static Diagnostic NoLateRows(TextSpan at, string transform, string sink, TextSpan declared) =>
        Error("FL4056", at, $"`{transform}` sends no late rows to `{sink}`")
            .Label(declared, "no window or join of it, or of what it reads, names that sink")
            .Help("`rejects to` of a `window` or of a join `within` names a sink for late rows");
}
