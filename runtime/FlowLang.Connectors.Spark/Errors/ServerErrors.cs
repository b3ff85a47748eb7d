using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>What Spark itself said, by its error class and SQLSTATE.</summary>
internal static class ServerErrors
{
    private static readonly string[] s_exhausted =
        ["OutOfMemoryError", "FetchFailedException", "ExecutorLostFailure", "spark.driver.maxResultSize", "No space left on device"];

    public static FlowError Of(ServerError e, SparkTarget target, string work) => e switch
    {
        _ when e.Class.StartsWith("INVALID_HANDLE", StringComparison.Ordinal) => SparkErrors.SessionLost(target, work, Why(e)),
        { Class: "OPERATION_CANCELED" or "OPERATION_CANCELLED" or "JOB_CANCELLED" } => Error(
            "RT8013", $"{target} was told to stop: {work}", e, "somebody interrupted the session, or an administrator killed the job"),
        _ when e.Text.Contains("stopped SparkContext", StringComparison.Ordinal) => Stopped(target, work),
        _ when IsExhausted(e) => Exhausted(e, target, work),
        { SqlState: "42501" } => Error("RT8009", $"{target}: permission denied: {work}", e, "grant the user what is missing"),
        { Class: "CANNOT_MODIFY_CONFIG" or "CANNOT_MODIFY_STATIC_CONFIG" } => Fixed(e, target, work),
        { SqlState: ['4', '2', ..] or ['0', 'A', ..] } => Error("RT8010", $"{target} does not accept the SQL: {Said(e, work)}", e, null),
        { SqlState: ['2', '2', ..] or ['2', '1', ..] or ['2', '3', ..] } =>
            Error("RT8011", $"{target}: a value stopped the query: {Said(e, work)}", e, "correct the data, or handle the value"),
        _ => Error("RT8019", $"{target}: {work} failed", e, null),
    };

    private static FlowError Exhausted(ServerError e, SparkTarget target, string work) =>
        Error("RT8012", $"{target} ran out of resources or lost an executor: {work}", e, "give it more memory, or run again") with
        {
            Transient = true,
        };

    private static FlowError Stopped(SparkTarget target, string work) => new(
        "RT8012", $"{target} ran out of resources and ended: {work}",
        "its Spark application has stopped, as it does after an error that it can't survive, such as running out of memory",
        "start it again, with more memory, and run again")
    {
        Transient = true,
    };

    private static FlowError Fixed(ServerError e, SparkTarget target, string work) =>
        Error("RT8016", $"{target} does not take a setting: {work}", e, "the cluster has it fixed: ask its administrator") with
        {
            Kind = ErrorKind.Usage,
        };

    private static FlowError Error(string code, string message, ServerError e, string? help) => new(code, message, Why(e), help);

    /// <summary>The most frequent mistakes in our own words; else which work it was.</summary>
    private static string Said(ServerError e, string work) => e.Class.Split('.')[0] switch
    {
        "TABLE_OR_VIEW_NOT_FOUND" when Parameter(e, "relationName") is { } name => $"{work}: it knows no table or view {name}",
        "UNRESOLVED_COLUMN" when Parameter(e, "objectName") is { } name => $"{work}: it knows no column {name}",
        "UNRESOLVED_ROUTINE" when Parameter(e, "routineName") is { } name => $"{work}: it knows no function {name}",
        "PARSE_SYNTAX_ERROR" when Parameter(e, "error") is { } near => $"{work}: it can't be read at {near}",
        "DIVIDE_BY_ZERO" => $"{work}: a division by zero",
        "ARITHMETIC_OVERFLOW" or "NUMERIC_VALUE_OUT_OF_RANGE" or "BINARY_ARITHMETIC_OVERFLOW" => $"{work}: a number is too large",
        "CAST_INVALID_INPUT" when Parameter(e, "expression") is { } value => $"{work}: {value} can't be cast",
        "CAST_OVERFLOW" when Parameter(e, "value") is { } value => $"{work}: {value} can't be cast",
        _ => work,
    };

    private static string? Parameter(ServerError e, string name) => e.Parameters.GetValueOrDefault(name);

    private static string Why(ServerError e)
    {
        string name = e.Class.Length == 0 ? "" : e.SqlState.Length == 0 ? $"{e.Class}: " : $"{e.Class} (SQLSTATE {e.SqlState}): ";
        return $"{name}{e.Text}{(e.Place is null ? "" : $"\nat {e.Place}")}";
    }

    /// <summary>Java's own failures have no class; Spark's wrap them in text.</summary>
    private static bool IsExhausted(ServerError e) =>
        e.Class is "UNABLE_TO_ACQUIRE_MEMORY"
        || s_exhausted.Any(sign => e.Text.Contains(sign, StringComparison.Ordinal)
            || e.Types.Any(type => type.EndsWith(sign, StringComparison.Ordinal)));
}
