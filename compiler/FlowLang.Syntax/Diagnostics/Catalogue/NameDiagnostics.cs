using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL2xxx: names that are not there, or there twice.</summary>
public static partial class NameDiagnostics
{
    /// <param name="relation">The relation's name or alias; null where the row has none.</param>
    public static Diagnostic UnknownColumn(TextSpan at, string? relation, string column, IReadOnlyCollection<string> columns) =>
        Error("FL2001", at, relation is null ? $"there is no column `{column}` here" : $"`{relation}` has no column `{column}`")
            .DidYouMean(Suggestions.DidYouMean(column, columns))
            .Note(columns.Count == 0 ? null : $"columns here: {string.Join(", ", columns)}");

    public static Diagnostic UnknownRelation(TextSpan at, string name, IEnumerable<string> relations) =>
        Error("FL2002", at, $"there is no source, stream or transform called `{name}`")
            .DidYouMean(Suggestions.DidYouMean(name, relations))
            .Note(List("relations here", relations));

    /// <param name="translation">How the same as a function of another language is written, or null.</param>
    public static Diagnostic UnknownFunction(TextSpan at, string name, string? translation, IEnumerable<string> functions) =>
        Error("FL2003", at, $"there is no function called `{name}`")
            .DidYouMean(translation is null ? Suggestions.DidYouMean(name, functions) : null)
            .Help(translation ?? "docs/functions.md lists every function");

    /// <param name="translation">What the language calls a type of another system, or null.</param>
    public static Diagnostic UnknownType(TextSpan at, string name, string? translation, IEnumerable<string> types) =>
        Error("FL2004", at, $"there is no type called `{name}`")
            .DidYouMean(translation ?? Suggestions.DidYouMean(name, types));

    public static Diagnostic FunctionOfTheLanguage(TextSpan at, string name) =>
        Error("FL2060", at, $"`{name}` is a function of the language").Help("give yours another name");

    public static Diagnostic UnknownModifier(TextSpan at, string name) =>
        Error("FL2061", at, $"there is no modifier `{name}`")
            .DidYouMean(Suggestions.DidYouMean(name, ["pure"]))
            .Help("`pure` is the only one");

    public static Diagnostic DeclaredTwice(TextSpan at, string name, TextSpan first) =>
        Error("FL2005", at, $"`{name}` is declared twice").Label(first, "first declared here");

    public static Diagnostic UnknownName(TextSpan at, string name, IEnumerable<string> parameters) =>
        Error("FL2006", at, $"there is nothing called `{name}` here")
            .DidYouMean(Suggestions.DidYouMean(name, parameters))
            .Note(List("parameters here", parameters));

    public static Diagnostic AmbiguousColumn(TextSpan at, string column, IReadOnlyCollection<string> ways) =>
        Error("FL2007", at, $"`{column}` can be {string.Join(" or ", ways.Select(w => $"`{w}`"))}")
            .Help("write which one you mean");

    public static Diagnostic WrongKind(TextSpan at, string name, string found, string wanted, TextSpan declared) =>
        Error("FL2008", at, $"`{name}` is a {found}; a {wanted} is wanted here").Label(declared, $"the {found} is declared here");

    public static Diagnostic NotAValue(TextSpan at, string name, string kind) =>
        Error("FL2009", at, $"`{name}` is a {kind} and has no value of its own")
            .Help(kind is "source" or "transform" or "stream" or "relation"
                ? $"to read its columns join it: `| join {name} as … on …`"
                : null);

    public static Diagnostic UnknownField(TextSpan at, string field, IReadOnlyCollection<string> fields) =>
        Error("FL2010", at, $"this struct has no field `{field}`")
            .DidYouMean(Suggestions.DidYouMean(field, fields))
            .Note(List("its fields", fields));

    public static Diagnostic UnknownAnnotation(TextSpan at, string name) =>
        Error("FL2011", at, $"there is no annotation `@{name}` like this").Help("fields can be `@key`");

    private static string? List(string what, IEnumerable<string> names)
    {
        string[] shown = [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(30)];
        return shown.Length == 0 ? null : $"{what}: {string.Join(", ", shown)}";
    }
}
