namespace FlowLang.Runtime;

/// <summary>Errors of starting and accounting a run: RT1xxx usage and configuration, RT4xxx rows, RT7xxx ledger.</summary>
public static class RunErrors
{
    public static FlowError SecretMissing(string name) =>
        new("RT1001", $"secret `{name}` has no value", Help: "`doctor` lists where each secret is looked for") { Kind = ErrorKind.Usage };

    /// <summary>A row that a failing step took: <c>else fail</c>, <c>severity fail</c> or an unhandled value failure.</summary>
    public static FlowError RowFailed(FailureSite site, string pipeline, string? file, long? row, string? input) => new(
        "RT4001",
        $"`{site.Step}` failed in pipeline `{pipeline}`: {site.Reason}",
        $"the row{(file is null ? "" : $" at {file}{(row is null ? "" : $":{row}")}")} was {input ?? "not kept"}",
        "nothing was committed; handle it with `else reject`, `else null` or a default, or correct the data",
        site.File,
        site.Line);

    /// <summary>Rows that do not add up: never shown as success.</summary>
    public static FlowError Unaccounted(string relation, string account) => new(
        "RT4002", $"the rows of `{relation}` do not add up", account, "nothing was committed; this is a mistake of the runtime: please report it");

    public static FlowError ExpectationFailed(ExpectationResult result, string relation) => new(
        "RT4003",
        $"`{relation}` breaks the expectation {result.Name}: {result.Violations} violations",
        result.Sample is null ? null : $"for example {result.Sample}",
        "nothing was committed; correct the data, or make it `severity warn`",
        result.File,
        result.Line);
}
