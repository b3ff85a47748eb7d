using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL5xxx: what an engine can't do, or can't do the same.</summary>
public static partial class EngineDiagnostics
{
    /// <summary>What the language has and this version can't run yet.</summary>
    public static Diagnostic NotAvailableYet(TextSpan at, string what, string? help = null) =>
        Error("FL5000", at, $"{what} is not available yet").Help(help);

    /// <summary>A join compares pairs of rows; a pair can't be rejected, so what can fail is computed before the join.</summary>
    public static Diagnostic JoinConditionCanFail(TextSpan at) =>
        Error("FL5001", at, "this join condition computes something of both sides that can fail")
            .Why("a failure takes a row, and while pairs are compared there is no row yet to take")
            .Help("compare columns, or `derive` the values on each side before the join");

    public static Diagnostic CantRead(TextSpan at, string endpoint) => Error("FL5010", at, $"{endpoint} can be written, not read");

    public static Diagnostic CantWrite(TextSpan at, string endpoint) => Error("FL5011", at, $"{endpoint} can be read, not written");

    /// <summary>SQL of one engine in a pipeline of another.</summary>
    public static Diagnostic SqlOfOtherEngine(TextSpan at, string engine, TextSpan user, string runsOn) =>
        Error("FL5040", at, $"this is SQL for {engine}, and what reads it runs on {runsOn}")
            .Label(user, $"runs on {runsOn}")
            .Help("say it in the language, or in the SQL of the engine that runs it");

    /// <param name="differences">One line a column.</param>
    public static Diagnostic SqlColumnsDiffer(TextSpan at, IReadOnlyCollection<string> differences)
    {
        Diagnostic diagnostic = Error("FL5041", at, "this SQL does not give the columns that are declared for it");
        return differences.Aggregate(diagnostic, (d, difference) => d.Note(difference))
            .Help("change the declared columns, or cast in the SQL: `x::BIGINT as x`");
    }

    /// <param name="engine">As the program names it.</param>
    /// <param name="reason">The first line of what the engine says.</param>
    public static Diagnostic SqlRefused(TextSpan at, string engine, string reason)
    {
        bool isEmbedded = engine == "duckdb";
        string reads = isEmbedded ? "its inputs are all that it can read" : "tables that are no inputs need their schema";
        return Error("FL5042", at, $"{(isEmbedded ? "the embedded engine" : $"`{engine}`")} does not take this SQL").Note(reason)
            .Help($"it is one SELECT, and {reads}: `sql {engine} (t = trips) -> …`");
    }

    /// <param name="differences">By column: what it was compiled for, and what is there.</param>
    public static Diagnostic EnvironmentDiffers(
        TextSpan at, string source, string environment, IReadOnlyCollection<string> differences)
    {
        Diagnostic diagnostic = Error("FL5050", at, $"source `{source}` has other columns in environment `{environment}`");
        return differences.Aggregate(diagnostic, (d, difference) => d.Note(difference))
            .Why("one executable runs in every environment, and it is compiled for one type")
            .Help($"make them alike, then `flowc lock` and `flowc lock --env {environment}`; or write the type that both have");
    }

    public static Diagnostic LanguageUnknown(TextSpan at, string language) =>
        Error("FL5030", at, $"functions are written in `csharp`, not in `{language}`");

    /// <summary>How often and in which order an engine calls a function is its own business.</summary>
    public static Diagnostic FunctionMustBePure(TextSpan at, string name) =>
        Error("FL5031", at, $"`{name}` is not said to be pure")
            .Why("an engine calls a function as often as it likes, for rows in any order and on several threads")
            .Help("where the result depends on nothing but the arguments, say `pure` at the end");

    public static Diagnostic TypeNotInCSharp(TextSpan at, string type) =>
        Error("FL5032", at, $"C# functions don't take or give `{type}`")
            .Help("bool, integers, floats, decimals of at most 28 digits, text, bytes, uuid, dates and times do; json goes as text");

    /// <param name="message">What the C# compiler says, with its code.</param>
    public static Diagnostic CSharpMistake(TextSpan at, string message) =>
        Error("FL5033", at, $"the C# of this workspace does not compile: {message}");

    /// <param name="wanted">The method as C# would declare it.</param>
    public static Diagnostic MethodMissing(TextSpan at, string method, string wanted, string? suggestion) =>
        Error("FL5034", at, $"there is no method `{method}` in the C# of this workspace")
            .DidYouMean(suggestion)
            .Help($"declare it: `{wanted}`");

    public static Diagnostic MethodDiffers(TextSpan at, string method, string wanted, IReadOnlyCollection<(TextSpan At, string Text)> found)
    {
        Diagnostic diagnostic = Error("FL5035", at, $"`{method}` is not what this `fn` needs");
        return found.Aggregate(diagnostic, (d, candidate) => d.Label(candidate.At, candidate.Text)).Help($"declare it as `{wanted}`");
    }

    /// <summary>Generated code stands in no namespace.</summary>
    public static Diagnostic TypeWithoutNamespace(TextSpan at, string type) =>
        Error("FL5036", at, $"`{type}` stands in no namespace")
            .Help("put the types of a workspace into one, so that no two programs' names meet");

    public static Diagnostic NotAnEngine(TextSpan at, string connection, string connector) =>
        Error("FL5012", at, $"`{connection}` is a `{connector}` connection, which runs no queries")
            .Help("leave `on` out for the embedded engine");

    /// <summary>A function that the engine can't compute the same.</summary>
    public static Diagnostic FunctionNotOnEngine(TextSpan at, string function, string engine, string pipeline) =>
        Error("FL5020", at, $"`{function}` can't be computed the same on {engine}, where pipeline `{pipeline}` runs")
            .Help("leave `on` out: the embedded engine has every function");

    /// <summary>An operator, a cast or a step that the engine can't do the same.</summary>
    /// <param name="what">`the cast from text to uuid`, `this full join`.</param>
    /// <param name="why">What is different there; null where nothing more is known.</param>
    public static Diagnostic NotTheSameOnEngine(TextSpan at, string what, string engine, string pipeline, string? why = null)
    {
        Diagnostic refused = Error("FL5021", at, $"{what} can't be done the same on {engine}, where pipeline `{pipeline}` runs");
        return (why is null ? refused : refused.Why(why)).Help("leave `on` out: the embedded engine does all of it");
    }

    /// <summary>A source or sink that the engine doesn't reach.</summary>
    /// <param name="reached">`tables of the same connection`.</param>
    public static Diagnostic EndpointNotOnEngine(TextSpan at, string endpoint, string engine, string pipeline, string reached) =>
        Error("FL5022", at, $"pipeline `{pipeline}` runs on {engine}, which doesn't reach `{endpoint}`")
            .Why($"{engine} itself reads and writes {reached}; no row passes through the executable")
            .Help("leave `on` out: the embedded engine reaches every connector");

    /// <summary>A topic in a pipeline of rows that end, which runs on no cluster.</summary>
    /// <param name="done">`reads`, `writes`.</param>
    public static Diagnostic TopicNeedsCluster(TextSpan at, string endpoint, string pipeline, string done) =>
        Error("FL5070", at, $"pipeline `{pipeline}` {done} `{endpoint}`, which the embedded engine does not reach")
            .Why("in batches topics are read and written by Spark itself")
            .Help("write `on cluster` behind the pipeline's name, or make it a stream");
}
