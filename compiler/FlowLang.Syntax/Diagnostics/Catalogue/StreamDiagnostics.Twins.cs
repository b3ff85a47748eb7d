using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL405x: tests of transforms of streams, and tables that streams join.</summary>
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
}
