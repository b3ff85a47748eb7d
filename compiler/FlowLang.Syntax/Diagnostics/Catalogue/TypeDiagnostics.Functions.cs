using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL31xx: calls of functions.</summary>
public static partial class TypeDiagnostics
{
    public static Diagnostic MethodPathWanted(TextSpan at) =>
        Error("FL3114", at, "a method is wanted here: `\"Namespace.Type.Method\"`");

    public static Diagnostic NoSuchOverload(TextSpan at, string function, string given, IReadOnlyCollection<string> signatures)
    {
        Diagnostic diagnostic = Error("FL3100", at, given.Length == 0
            ? $"`{function}` needs arguments"
            : $"`{function}` does not take ({given})");
        return signatures
            .Take(8)
            .Aggregate(diagnostic, (d, signature) => d.Note((signatures.Count == 1 ? "signature: " : "one of: ") + signature));
    }

    public static Diagnostic UnknownArgumentName(TextSpan at, string function, string name, IReadOnlyCollection<string> names) =>
        Error("FL3101", at, $"`{function}` has no argument called `{name}`")
            .Pointer(Suggestions.DidYouMean(name, names) is { } near ? $"did you mean `{near}:`?" : null)
            .Note(names.Count == 0 ? "it takes none" : $"arguments: {string.Join(", ", names)}");

    public static Diagnostic UnknownWord(TextSpan at, string function, string word, IReadOnlyCollection<string> words) =>
        Error("FL3102", at, $"`{function}` does not know `{word}` here")
            .DidYouMean(Suggestions.DidYouMean(word, words))
            .Note($"it takes one of: {string.Join(", ", words)}");

    public static Diagnostic ArgumentIsNotConstant(TextSpan at, string function, string parameter) =>
        Error("FL3103", at, $"`{parameter}` of `{function}` must be a literal")
            .Why("the compiler checks it, and every engine gets its own form of it")
            .Help($"write the value itself for `{parameter}`");

    public static Diagnostic ArgumentOutOfRange(TextSpan at, string function, string parameter, string given, string allowed) =>
        Error("FL3104", at, $"`{parameter}` of `{function}` can't be {given}").Help($"it takes {allowed}");

    public static Diagnostic UnsupportedPattern(TextSpan at, string what, string? help = null) =>
        Error("FL3105", at, $"this regular expression {what}").Help(help);

    public static Diagnostic UnknownTimeZone(TextSpan at, string zone, string? suggestion) =>
        Error("FL3106", at, $"there is no time zone called `{zone}`")
            .Pointer(suggestion is null ? null : $"did you mean `{suggestion}`?")
            .Help("zones are named as in the tz database: \"Europe/Vienna\", \"UTC\"");

    public static Diagnostic UnknownFormatToken(TextSpan at, string what, IEnumerable<string> tokens) =>
        Error("FL3107", at, $"this time format {what}").Note($"tokens: {string.Join(" ", tokens)}");

    public static Diagnostic InvalidJsonPath(TextSpan at, string what) =>
        Error("FL3108", at, $"this json path {what}")
            .Help("write it as \"name\", \"order.lines[0].sku\" or \"[0]\"; quote odd names: \"\\\"a.b\\\".c\"");

    public static Diagnostic TimeFormatUnused(TextSpan at, string format, string why) =>
        Error("FL3109", at, $"no column is read or written in the format `{format}`: {why}")
            .Help("leave it out, or declare the columns in the type that the format is for");
}
