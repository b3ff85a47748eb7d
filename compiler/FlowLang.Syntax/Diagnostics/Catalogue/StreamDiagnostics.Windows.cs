using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>Sessions and sliding windows, which are known only from their rows.</summary>
public static partial class StreamDiagnostics
{
    public static Diagnostic WindowUnknown(TextSpan at, string column, TextSpan window) =>
        Error("FL4030", at, $"`{column}` is not known here")
            .Label(window, "which of these windows a row is in depends on the rows that are still to come")
            .Help("look at it behind the `aggregate`; up to there it can be selected, renamed and grouped by");

    public static Diagnostic WindowUngrouped(TextSpan at, TextSpan window) =>
        Error("FL4031", at, "these rows have to be grouped by their window first")
            .Label(window, "which of these windows a row is in is known when they are grouped")
            .Help("`aggregate … by …, window_end`");

    public static Diagnostic SessionKey(TextSpan at, TextSpan group) =>
        Error("FL4032", at, "a session that grows can't take back the row that it had by this key")
            .Label(group, "a session's row is of another key when the session begins earlier or swallows another one")
            .Help("the key is what the sessions are grouped by, all of it, with the start or the end of the session and nothing else; "
                + "or `emit final`");

    public static Diagnostic SessionUnion(TextSpan at, TextSpan group) =>
        Error("FL4033", at, "rows of sessions that still grow make no union")
            .Label(group, "these sessions take back rows, which are found by the keys of one group")
            .Help("write them apart, or `emit final`");
}
