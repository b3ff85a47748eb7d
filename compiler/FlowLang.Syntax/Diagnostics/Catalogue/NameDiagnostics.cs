using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL2xxx: names that are not there, or there twice.</summary>
public static partial class NameDiagnostics
{
    public static Diagnostic UnknownColumn(TextSpan at, string relation, string column, IReadOnlyCollection<string> columns) =>
        Error("FL2001", at, $"`{relation}` has no column `{column}`")
            .DidYouMean(Suggestions.DidYouMean(column, columns))
            .Note(columns.Count == 0 ? null : $"columns here: {string.Join(", ", columns)}");

    public static Diagnostic UnknownRelation(TextSpan at, string name, IEnumerable<string> relations) =>
        Error("FL2002", at, $"there is no source, stream or transform called `{name}`")
            .DidYouMean(Suggestions.DidYouMean(name, relations));

    public static Diagnostic UnknownFunction(TextSpan at, string name, IEnumerable<string> functions) =>
        Error("FL2003", at, $"there is no function called `{name}`").DidYouMean(Suggestions.DidYouMean(name, functions));

    public static Diagnostic UnknownType(TextSpan at, string name, IEnumerable<string> types) =>
        Error("FL2004", at, $"there is no type called `{name}`").DidYouMean(Suggestions.DidYouMean(name, types));

    public static Diagnostic DeclaredTwice(TextSpan at, string name, TextSpan first) =>
        Error("FL2005", at, $"`{name}` is declared twice").Label(first, "first declared here");
}
