using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL11xx: how tokens make declarations.</summary>
public static partial class SyntaxDiagnostics
{
    private const string Heads =
        "import, param, secret, type, connection, source, stream, sink, transform, expect, "
        + "pipeline, test, environment, deploy, fn, workspace";

    private const string StepNames =
        "where, derive, set, select, rename, drop, join, aggregate, dedupe, sort, take, union, except, intersect, unnest, pivot, unpivot, "
        + "fill, window, call";

    public static Diagnostic Expected(TextSpan at, string what, string found) => Error("FL1100", at, $"expected {what}, found {found}");

    public static Diagnostic NoDeclaration(TextSpan at, string? suggestion) =>
        Error("FL1101", at, $"a declaration can't start with `{Shortened(at.Text)}`")
            .DidYouMean(suggestion)
            .Note($"a declaration starts with one of: {Heads}");

    public static Diagnostic UnknownStep(TextSpan at, string? suggestion, string? help) =>
        Error("FL1102", at, $"there is no step called `{Shortened(at.Text)}`")
            .DidYouMean(suggestion)
            .Note($"steps: {StepNames}")
            .Help(help);

    public static Diagnostic NotClosed(TextSpan at, string opening, string closing, TextSpan openedAt) =>
        Error("FL1103", at, $"expected `{closing}`").Label(openedAt, $"this `{opening}` is not closed");

    public static Diagnostic ClosesNothing(TextSpan at) => Error("FL1104", at, $"this `{at.Text}` closes nothing").FixWith(at, "");

    public static Diagnostic ClosedByWrongBracket(TextSpan at, string closing, TextSpan openedAt) =>
        Error("FL1105", at, $"expected `{closing}`, found `{at.Text}`").Label(openedAt, "opened here").FixWith(at, closing);

    public static Diagnostic ColumnNeedsName(TextSpan at, string step) =>
        Error("FL1106", at, $"`{step}` needs a name for this column")
            .Help($"write `{step} name = {Shortened(at.Text)}`")
            .FixWith(at, $"name = {at.Text}");

    public static Diagnostic ComparisonIsDoubleEquals(TextSpan at) =>
        Error("FL1107", at, "`=` gives a name; to compare, write `==`").FixWith(at, "==");

    public static Diagnostic ReservedName(TextSpan at) =>
        Error("FL1108", at, $"`{at.Text}` is a word of the language here")
            .Help($"as a name it needs backticks: `` `{at.Text}` ``")
            .FixWith(at, $"`{at.Text}`");

    public static Diagnostic SetTwice(TextSpan at, string name, TextSpan first) =>
        Error("FL1109", at, $"`{name}` is given twice").Label(first, "first given here");

    public static Diagnostic StepNeedsPipe(TextSpan at) =>
        Error("FL1110", at, $"the step `{at.Text}` needs a `|` before it").FixWith(at, "| " + at.Text);

    public static Diagnostic NameStandsFirst(TextSpan at) =>
        Error("FL1111", at, "a column's new name stands first").Help("write `new_name = expression`");

    public static Diagnostic ComparisonChain(TextSpan at) =>
        Error("FL1113", at, "comparisons can't be chained").Help("write `a < b and b < c`, or `b between a and c`");

    public static Diagnostic TypeTakesNoTypes(TextSpan at, string name, string? help) =>
        Error("FL1114", at, $"`{name}` does not take types like this")
            .Help(help)
            .Note("types over types: T[], T?, map<text, T>, relation<T>, append<T>, changes<T>");

    public static Diagnostic TypeArgument(TextSpan at, string name, string wanted) => Error("FL1115", at, $"`{name}` takes {wanted}");

    public static Diagnostic OverNeedsCall(TextSpan at) =>
        Error("FL1116", at, "`over` stands behind a function call").Help("for example `sum(fare) over (by zone sort pickup)`");

    public static Diagnostic QueryStartsWithFrom(TextSpan at, bool couldBeRelation)
    {
        Diagnostic diagnostic = Error("FL1117", at, "a query starts with `from`");
        return couldBeRelation ? diagnostic.Pointer($"write `from {at.Text}`").FixWith(at, $"from {at.Text}") : diagnostic;
    }

    public static Diagnostic PlainTextOnly(TextSpan at) =>
        Error("FL1118", at, "this text is read by the compiler and can't hold `${…}`")
            .Help("for a dollar sign before a brace write `\\${`");

    public static Diagnostic KeywordIsLowerCase(TextSpan at, string keyword) =>
        Error("FL1119", at, $"keywords are written small: `{keyword}`").FixWith(at, keyword);

    public static Diagnostic ExpectedExpression(TextSpan at, string after, string found) =>
        Error("FL1120", at, $"expected an expression after {after}, found {found}");

    public static Diagnostic ExpectedName(TextSpan at, string after, string found) =>
        Error("FL1121", at, $"expected a name after {after}, found {found}");

    public static Diagnostic ExpectedType(TextSpan at, string after, string found) =>
        Error("FL1122", at, $"expected a type after {after}, found {found}");

    public static Diagnostic Unfinished(TextSpan at, string wanted, string after) =>
        Error("FL1123", at, $"expected {wanted} after {after}");

    public static Diagnostic MissingComma(TextSpan at) =>
        Error("FL1124", at, "expected `,` before this").FixWith(at with { Length = 0 }, ", ");

    public static Diagnostic OutOfPlace(TextSpan at, string found, string after) =>
        Error("FL1125", at, $"{found} can't stand after {after}");

    public static Diagnostic ListInSquareBrackets(TextSpan at) =>
        Error("FL1126", at, "a list of values stands in square brackets").Help("write `in [1, 2]`");
}
