using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL301x and FL304x: types as they are written.</summary>
public static partial class TypeDiagnostics
{
    public static Diagnostic TimestampRefused(TextSpan at) =>
        Error("FL3011", at, "`timestamp` means different things on different engines")
            .Why("in Postgres it has no zone, in Spark it is a point in time")
            .Help("write `instant` for a point in time, `datetime` for a wall clock without a zone")
            .FixWith(at, "instant");

    public static Diagnostic TypeTakesNoArguments(TextSpan at, string type) =>
        Error("FL3040", at, $"`{type}` takes no arguments").FixWith(at, type);

    public static Diagnostic DecimalNeedsDigits(TextSpan at) =>
        Error("FL3041", at, "a decimal needs its digits")
            .Why("an unbounded numeric is different on every engine")
            .Help("write `decimal(12, 2)`: all digits, and those behind the point")
            .FixWith(at, "decimal(38, 9)");

    public static Diagnostic DecimalOutOfRange(TextSpan at, int precision, int scale) =>
        Error("FL3042", at, $"`decimal({precision}, {scale})` is not possible")
            .Help("1 to 38 digits, of which 0 to all stand behind the point");

    public static Diagnostic MapKeyIsNotText(TextSpan at, string found) =>
        Error("FL3043", at, $"the keys of a map are `text`; this is `{found}`").Help("write `map<text, …>`");

    public static Diagnostic SpreadIsNotStruct(TextSpan at, string name, string found) =>
        Error("FL3044", at, $"`...{name}` wants a type with fields; this is `{found}`");

    public static Diagnostic KeyIsNullable(TextSpan at, string column) =>
        Error("FL3045", at, $"`{column}` is a key, and a key is never null").Help("leave the `?` out, or the `@key`");

    public static Diagnostic RowTypeWanted(TextSpan at, string found) =>
        Error("FL3046", at, $"rows have columns: a type like `{{ id: int64, … }}` is wanted; this is `{found}`");

    public static Diagnostic RecursiveType(TextSpan at, string name) =>
        Error("FL3047", at, $"type `{name}` contains itself").Help("a type has an end: use `json` for what nests without limit");

    public static Diagnostic NullableAlias(TextSpan at, string name) =>
        Error("FL3048", at, "a named type is not nullable itself").Help($"leave the `?` out here, and write `{name}?` where it is used");

    public static Diagnostic RelationTypeHere(TextSpan at, string found) =>
        Error("FL3049", at, $"`{found}` is no type of a value")
            .Help("rows are taken by the parameters of a transform: `transform t(r: relation<T>) = …`");
}
