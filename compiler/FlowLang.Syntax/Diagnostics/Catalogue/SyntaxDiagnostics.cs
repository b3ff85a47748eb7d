using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL10xx: characters and literals.</summary>
public static partial class SyntaxDiagnostics
{
    public static Diagnostic UnknownCharacter(TextSpan at) =>
        Error("FL1001", at, $"`{at.Text}` means nothing in FlowLang")
            .Help("remove it, or put it into text (`\"…\"`) or a quoted name (`` `…` ``)");

    public static Diagnostic NulCharacter(TextSpan at) =>
        Error("FL1002", at, "the file holds a NUL character here")
            .Help("is this a text file in UTF-8? Save it as UTF-8 and remove the character");

    public static Diagnostic InvalidUtf8(TextSpan at) =>
        Error("FL1003", at, "the file is not valid UTF-8").Help("save it as UTF-8; FlowLang reads no other encoding");

    public static Diagnostic TextNotClosed(TextSpan at) =>
        Error("FL1004", at, "this text is not closed").Pointer("opened here")
            .Help("add `\"` where it ends; text over several lines stands between `\"\"\"` and `\"\"\"`");

    public static Diagnostic RawTextNotClosed(TextSpan at) =>
        Error("FL1005", at, "this text is not closed").Pointer("opened here").Help("add `\"\"\"` where it ends");

    public static Diagnostic UnknownEscape(TextSpan at) =>
        Error("FL1006", at, $"`{at.Text}` is no escape")
            .Note("escapes: \\\" \\\\ \\n \\r \\t \\$ \\u00e9 \\u{1F600}")
            .Help("for a backslash write `\\\\`, or use raw text between `\"\"\"`")
            .FixWith(at, "\\" + at.Text);

    public static Diagnostic EscapeIsNoCharacter(TextSpan at, string why) => Error("FL1007", at, $"`{at.Text}` is no character: {why}");

    public static Diagnostic QuotedNameNotClosed(TextSpan at) =>
        Error("FL1008", at, at.Length <= 2 && at.Text == "``" ? "a quoted name can't be empty" : "this quoted name is not closed")
            .Help("a quoted name stands between two backticks on one line");

    public static Diagnostic BlockComment(TextSpan at) =>
        Error("FL1009", at, "FlowLang has no block comments").Help("start each line of the comment with `//`");

    public static Diagnostic BlockCommentNotClosed(TextSpan at) =>
        Error("FL1010", at, "this comment is not closed, and FlowLang has no block comments")
            .Help("start each line of the comment with `//`");

    public static Diagnostic Semicolon(TextSpan at) =>
        Error("FL1011", at, "FlowLang has no `;`").Help("remove it: a declaration ends where the next one starts").FixWith(at, "");

    public static Diagnostic SingleQuotes(TextSpan at, string? fix)
    {
        Diagnostic diagnostic = Error("FL1012", at, "text stands in double quotes").Help("names that need quoting stand in backticks");
        return fix is null ? diagnostic : diagnostic.Pointer($"write `{fix}`").FixWith(at, fix);
    }

    public static Diagnostic ForeignSpelling(TextSpan at, string meant, string? help = null) =>
        Error("FL1013", at, $"`{at.Text}` is written `{meant}` in FlowLang").Help(help).FixWith(at, meant);

    public static Diagnostic MalformedNumber(TextSpan at) =>
        Error("FL1014", at, $"`{at.Text}` is neither a number nor a duration, size or date")
            .Note("numbers: 1_000, 2.5, 1e-3; durations: 500us 20ms 10s 5m 1h30m 7d 2w 1mo 1y; sizes: 10MB 50GiB");

    public static Diagnostic NotInCalendar(TextSpan at, string what) => Error("FL1015", at, $"`{at.Text}` is no {what}");

    public static Diagnostic NumberOutOfRange(TextSpan at, string limit) =>
        Error("FL1016", at, $"`{Shortened(at.Text)}` is out of range").Why(limit);

    public static Diagnostic NestedTooDeep(TextSpan at, int limit) =>
        Error("FL1017", at, $"nested deeper than {limit} levels")
            .Help("give inner parts names: a `transform` each, or columns by `derive`");

    public static Diagnostic ExpressionTooLong(TextSpan at, int limit) =>
        Error("FL1018", at, $"one expression has more than {limit} operators")
            .Help("split it by `derive`; for many alternatives use `in […]` or a join");

    public static Diagnostic TooManyMistakes(TextSpan at, int limit) =>
        Error("FL1019", at, $"more than {limit} mistakes in this file; the rest is not shown").Help("is this a FlowLang program?");

    public static Diagnostic InterpolationNotClosed(TextSpan at) =>
        Error("FL1020", at, "this `${` is not closed").Help("add `}` after the expression; a plain dollar sign is `\\$`");

    public static Diagnostic ForeignComment(TextSpan at) =>
        Error("FL1021", at, "a comment starts with `//`").FixWith(at, "//" + at.Text.TrimStart('-', '#'));

    private static string Shortened(string text) => text.Length <= 60 ? text : text[..57] + "…";
}
