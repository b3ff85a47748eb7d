using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL205x and FL206x: connections, their places and options, properties of pipelines.</summary>
public static partial class NameDiagnostics
{
    public static Diagnostic UnknownConnection(TextSpan at, string name, IEnumerable<string> connections) =>
        Error("FL2050", at, $"there is no connection called `{name}`")
            .DidYouMean(Suggestions.DidYouMean(name, connections))
            .Note(List("connections here", connections));

    public static Diagnostic UnknownConnector(TextSpan at, string name, IReadOnlyCollection<string> connectors) =>
        Error("FL2051", at, $"there is no connector called `{name}`")
            .DidYouMean(Suggestions.DidYouMean(name, connectors))
            .Note(List("connectors", connectors));

    public static Diagnostic UnknownEndpoint(TextSpan at, string connector, string name, IReadOnlyCollection<string> endpoints) =>
        Error("FL2052", at, $"a `{connector}` connection has no `{name}`")
            .DidYouMean(Suggestions.DidYouMean(name, endpoints))
            .Note(List("it has", endpoints));

    public static Diagnostic NotAnEndpoint(TextSpan at) =>
        Error("FL2053", at, "a place of a connection is wanted here")
            .Help("write it as `connection.kind(\"…\")`: `lake.csv(\"trips.csv\")`");

    public static Diagnostic UnknownOption(TextSpan at, string name, string owner, IReadOnlyCollection<string> options) =>
        Error("FL2054", at, $"{owner} has no option `{name}`")
            .DidYouMean(Suggestions.DidYouMean(name, options))
            .Note(List("options here", options));

    public static Diagnostic OptionTwice(TextSpan at, string name, TextSpan first) =>
        Error("FL2055", at, $"`{name}` is given twice").Label(first, "first here");

    public static Diagnostic OptionMissing(TextSpan at, string owner, string name, string summary) =>
        Error("FL2056", at, $"{owner} needs `{name}`").Note($"{name}: {summary}");

    public static Diagnostic UnknownProperty(TextSpan at, string owner, string name, IReadOnlyCollection<string> properties) =>
        Error("FL2057", at, $"a {owner} has no property `{name}`")
            .DidYouMean(Suggestions.DidYouMean(name, properties))
            .Note(List("it has", properties));

    public static Diagnostic UnknownPipeline(TextSpan at, string name, IEnumerable<string> pipelines) =>
        Error("FL2058", at, $"there is no pipeline called `{name}`")
            .DidYouMean(Suggestions.DidYouMean(name, pipelines))
            .Note(List("pipelines", pipelines));

    public static Diagnostic UnknownGenerator(TextSpan at, string name, IReadOnlyCollection<string> generators) =>
        Error("FL2059", at, $"there is no generator called `{name}`")
            .DidYouMean(Suggestions.DidYouMean(name, generators))
            .Note(List("generators", generators));
}
