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
            .Why($"{engine} reads and writes {reached} itself; no row passes through the executable")
            .Help("leave `on` out: the embedded engine reaches every connector");
}
