using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL203x and FL204x: names in queries.</summary>
public static partial class NameDiagnostics
{
    public static Diagnostic ColumnExists(TextSpan at, string column) =>
        Error("FL2030", at, $"there is a column `{column}` already")
            .Help($"replace it with `set {column} = …`, or choose another name");

    public static Diagnostic ColumnTwice(TextSpan at, string column, TextSpan first) =>
        Error("FL2031", at, $"`{column}` is named twice in this step").Label(first, "first here").Help("rename one of them: `other = …`");

    public static Diagnostic ColumnNeedsName(TextSpan at) =>
        Error("FL2032", at, "this column needs a name").Help("write `name = …`");

    public static Diagnostic DuplicateAfterJoin(TextSpan at, IReadOnlyCollection<string> columns) =>
        Error("FL2033", at, $"both sides of this join have {string.Join(", ", columns.Select(c => $"`{c}`"))}")
            .Help("name the right side with `as …`, then select, rename or drop one of each pair");

    public static Diagnostic ColumnsStillAmbiguous(TextSpan at, IReadOnlyCollection<string> columns) =>
        Error("FL2034", at, $"the result has two columns called {string.Join(", ", columns.Select(c => $"`{c}`"))}")
            .Help("select, rename or drop one of each pair: `| rename other = z.name`");

    public static Diagnostic AliasTwice(TextSpan at, string alias) =>
        Error("FL2035", at, $"`{alias}` names another side of this query already").Help("give this one a name of its own: `as …`");

    public static Diagnostic MergedColumn(TextSpan at, string alias, string column, string kept) =>
        Error("FL2036", at, $"`{alias}.{column}` is one with `{kept}` since the join that compares them")
            .Help($"write `{kept}`; to find rows without a partner test another column of `{alias}`, or use `anti join`");

    public static Diagnostic TransformCycle(TextSpan at, IReadOnlyCollection<string> names) =>
        Error("FL2037", at, $"transform `{names.First()}` reads itself")
            .Note(string.Join(" → ", names))
            .Help("a transform reads sources and other transforms, never its own rows");

    public static Diagnostic SourceNotLocked(TextSpan at, string name) =>
        Error("FL2038", at, $"source `{name}` declares no type, and flow.lock does not know it")
            .Help($"run `flowc lock` to look at the data, or write its type: `source {name}: {{ … }} from …`");

    public static Diagnostic ArgumentsWanted(TextSpan at, string name, IReadOnlyCollection<string> parameters) =>
        Error("FL2039", at, $"`{name}` takes arguments")
            .Note($"its parameters: {string.Join(", ", parameters)}")
            .Help($"write `{name}(…)`");

    public static Diagnostic UnknownParameter(TextSpan at, string name, string owner, IReadOnlyCollection<string> parameters) =>
        Error("FL2040", at, $"{owner} has no parameter `{name}`")
            .DidYouMean(Suggestions.DidYouMean(name, parameters))
            .Note(List("its parameters", parameters));

    public static Diagnostic ArgumentMissing(TextSpan at, string owner, string parameter) =>
        Error("FL2041", at, $"`{owner}` needs a value for `{parameter}`").Help($"write `{parameter}: …`");

    public static Diagnostic TooManyArguments(TextSpan at, string owner, IReadOnlyCollection<string> parameters) =>
        Error("FL2042", at, parameters.Count == 0 ? $"`{owner}` takes no arguments" : $"`{owner}` does not take so many arguments")
            .Note(parameters.Count == 0 ? null : $"its parameters: {string.Join(", ", parameters)}");

    public static Diagnostic NotOneOf(TextSpan at, string what, string written, IReadOnlyCollection<string> words) =>
        Error("FL2043", at, $"`{written}` is no {what}")
            .DidYouMean(Suggestions.DidYouMean(written, words))
            .Note($"one of: {string.Join(", ", words)}");

    public static Diagnostic ExpectOnTransformOnly(TextSpan at, string name, string kind) =>
        Error("FL2044", at, $"expectations hold for transforms; `{name}` is a {kind}")
            .Help($"name its rows first: `transform checked_{name} = from {name}`");

    public static Diagnostic UnknownExpectation(TextSpan at, string name) =>
        Error("FL2045", at, $"there is no expectation `{name}`")
            .DidYouMean(Suggestions.DidYouMean(name, ["unique", "references", "volume"]))
            .Note("expectations: row \"…\": condition, unique(…), references(column, relation.column), volume(min: …, max: …)");
}
