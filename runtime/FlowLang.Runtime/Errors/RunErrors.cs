namespace FlowLang.Runtime;

/// <summary>Errors of starting and accounting a run: RT1xxx usage and configuration, RT4xxx rows, RT7xxx ledger.</summary>
public static class RunErrors
{
    public static FlowError SecretMissing(string name) =>
        new("RT1001", $"secret `{name}` has no value", Help: "`doctor` lists where each secret is looked for") { Kind = ErrorKind.Usage };

    /// <summary>A row that a failing step took: <c>else fail</c>, <c>severity fail</c> or an unhandled value failure.</summary>
    public static FlowError RowFailed(FailureSite site, string pipeline, string? file, long? row, string? input) => new(
        "RT4001",
        $"`{site.Step}` failed in pipeline `{pipeline}`: {site.ReasonFor(input)}",
        $"the row{(file is null ? "" : $" at {file}{(row is null ? "" : $":{row}")}")} was {input ?? "not kept"}",
        "nothing was committed; handle it with `else reject`, `else null` or a default, or correct the data",
        site.File,
        site.Line);

    /// <summary>Rows that do not add up: never shown as success.</summary>
    public static FlowError Unaccounted(string relation, string account) => new(
        "RT4002", $"the rows of `{relation}` do not add up", account,
        "nothing was committed; this is a mistake of the runtime: please report it");

    public static FlowError ExpectationFailed(ExpectationResult result, string relation) => new(
        "RT4003",
        $"`{relation}` breaks the expectation {result.Name}: {result.Violations} violations",
        result.Sample is null ? null : $"for example {result.Sample}",
        "nothing was committed; correct the data, or make it `severity warn`",
        result.File,
        result.Line);

    public static FlowError Usage(string code, string message, string? help = null) =>
        new(code, message, Help: help) { Kind = ErrorKind.Usage };

    /// <summary>A name that the program has no pipeline of.</summary>
    public static FlowError NoPipeline(string name, FlowProgram program) => Usage(
        "RT1008", $"there is no pipeline `{name}`", $"`{program.Name} describe` lists those that there are");

    public static FlowError TimedOut(PipelineDefinition pipeline) => new(
        "RT4010", $"pipeline `{pipeline.Name}` took longer than its timeout of {pipeline.Timeout}", "it was stopped; nothing was committed",
        "give it a longer `timeout:`", pipeline.File, pipeline.Line);

    public static FlowError Unexpected(Exception e, PipelineDefinition? pipeline) => new(
        "RT9001", $"something unexpected happened: {e.GetType().Name}", e.Message,
        "this is a mistake of the runtime: please report it; FLOW_DEBUG=1 prints where", pipeline?.File, pipeline?.Line);

    /// <summary>A ledger that a later release has brought to a form of its own.</summary>
    public static FlowError LaterLedger(string path, long version, int known) => Usage(
        "RT7015", $"the run ledger {path} has version {version}, and this program knows versions up to {known}",
        "build the program again with the release of flowc that wrote the ledger, or name another file with `--ledger`");

    /// <summary>The run is another process's now.</summary>
    public static FlowError TakenOver(string run) => new(
        "RT7016", $"run {run} is no longer this process's to do", "it gave no sign of life, and another process took the run over",
        "nothing was committed by this one; the other goes on");

    public static FlowError Ledger(string path, string why, string help) => new(
        "RT7001", $"the run ledger {path} can't be used", why, help)
    {
        Kind = ErrorKind.Usage,
    };
}
