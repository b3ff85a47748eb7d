using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL3xxx: types, nullability and value failures. Types come in as they are printed in the language.</summary>
public static partial class TypeDiagnostics
{
    public static Diagnostic TypeMismatch(TextSpan at, string wanted, string found, string? help) =>
        Error("FL3001", at, $"`{wanted}` is wanted here; this is `{found}`").Help(help);

    public static Diagnostic OperatorTypes(TextSpan at, string op, string left, string right, string? help) =>
        Error("FL3002", at, $"`{op}` does not take `{left}` and `{right}`").Help(help);

    public static Diagnostic UnaryOperand(TextSpan at, string op, string found) =>
        Error("FL3003", at, $"`{op}` does not take `{found}`").Help("it is for numbers and durations");

    public static Diagnostic NullNotAllowed(TextSpan at, string wanted) =>
        Error("FL3004", at, $"this may be null; `{wanted}` may not")
            .Help("give a value for null: `… ?? value`, leave such rows out: `where … is not null`, or allow null: `" + wanted + "?`");

    public static Diagnostic FailureNeedsHandler(TextSpan at, string what) =>
        Error("FL3005", at, $"{what} is a value failure that nothing here handles")
            .Help("say what then: `… else null`, `… else <value>`, `… else reject \"why\"` or `… else fail`");

    public static Diagnostic ConditionIsNotBool(TextSpan at, string found, string? help = null) =>
        Error("FL3007", at, $"a condition must be `bool`; this is `{found}`").Help(help);

    public static Diagnostic NoEquality(TextSpan at, string what, string type, string? help) =>
        Error("FL3009", at, $"`{what}` compares values, and `{type}` has no equality").Help(help);

    public static Diagnostic NoOrder(TextSpan at, string what, string type, string? help) =>
        Error("FL3010", at, $"`{what}` needs an order, and `{type}` has none").Help(help);

    public static Diagnostic NotInEnum(TextSpan at, string value, IReadOnlyCollection<string> values) =>
        Error("FL3012", at, $"\"{value}\" is not one of this enum's values")
            .Pointer(Suggestions.DidYouMean(value, values) is { } near ? $"did you mean \"{near}\"?" : null)
            .Note($"its values: {string.Join(", ", values.Select(v => $"\"{v}\""))}");

    public static Diagnostic NoCommonType(TextSpan at, string what, IEnumerable<string> types) =>
        Error("FL3020", at, $"the values of this {what} have no type in common")
            .Note($"their types: {string.Join(", ", types.Distinct(StringComparer.Ordinal))}")
            .Help("convert them to one type: `cast(… as T)`, `to_text(…)`");

    public static Diagnostic NotAStruct(TextSpan at, string type, string field, string? help) =>
        Error("FL3021", at, $"`{type}` has no fields, so no `{field}`").Help(help);

    public static Diagnostic NotIndexable(TextSpan at, string type) =>
        Error("FL3022", at, $"`{type}` has no items to take by `[…]`").Help("lists take a number, maps and json a text");

    public static Diagnostic NullHasNoType(TextSpan at) =>
        Error("FL3023", at, "this is always null, so it has no type").Help("say which: `cast(null as text)`");

    public static Diagnostic DecimalResultTooWide(TextSpan at, string op, string left, string right, int digits) =>
        Error("FL3026", at, $"`{left} {op} {right}` has {digits} digits; a decimal has at most 38")
            .Help("cast an operand down first: `cast(… as decimal(18, 2)) else fail`");

    public static Diagnostic CastImpossible(TextSpan at, string from, string to, string? help) =>
        Error("FL3027", at, $"`{from}` can't be cast to `{to}`").Help(help);

    public static Diagnostic SizeIsNoValue(TextSpan at) =>
        Error("FL3029", at, "a size is for options only").Help("as a number write the bytes out");

    public static Diagnostic TooDeep(TextSpan at) =>
        Error("FL3030", at, "this is nested too deeply to be checked").Help("split it: name parts of it with `derive` or `type`");

    public static Diagnostic InNeedsList(TextSpan at) =>
        Error("FL3031", at, "`in` wants a list of values written out: `x in [1, 2]`")
            .Help("for a column that is a list use `contains(list, x)`; for rows of another relation `semi join`");

    public static Diagnostic PatternIsNotLiteral(TextSpan at) =>
        Error("FL3032", at, "the pattern of `like` must be a text literal")
            .Help("compare parts with `starts_with`, `contains`, `ends_with`");

    public static Diagnostic PatternEndsInEscape(TextSpan at) =>
        Error("FL3033", at, "this pattern ends in `\\`, which escapes nothing").Help("write `\\\\\\\\` for a backslash");

    public static Diagnostic ReasonIsNotLiteral(TextSpan at) =>
        Error("FL3034", at, "the reason of a reject must be a text literal").Help("the rejected row itself is kept beside the reason");
}
