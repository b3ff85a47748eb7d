using System.Text.Json;

namespace FlowLang.Runtime;

/// <summary>What becomes of a row that a step takes out.</summary>
public enum FailureAction
{
    /// <summary>The run fails and nothing is committed.</summary>
    Fail,

    /// <summary>The row goes to the write's rejects, with its reason.</summary>
    Reject,

    /// <summary>A <c>where</c>: the row is only counted.</summary>
    Filter,

    /// <summary>The row stays: an expectation over a stream that warns counts it.</summary>
    Warn,
}

/// <summary>
/// A place in the program that can take a row out. The SQL of a stage or write flags such rows with <paramref name="Id"/> in the column
/// <c>__site</c>; <paramref name="Line"/> and <paramref name="Column"/> are 1-based.
/// </summary>
public sealed record FailureSite(int Id, FailureAction Action, string Step, string Reason, string File, int Line, int Column)
{
    /// <summary>The reason, with what its reader said of a record that could not be split (<c>__bad</c> of the input row).</summary>
    /// <param name="input">The step's input row as JSON, if it was kept.</param>
    public string ReasonFor(string? input)
    {
        if (input is null || !input.Contains($"\"{FlagColumns.Bad}\":\"", StringComparison.Ordinal))
        {
            return Reason;
        }

        using JsonDocument row = JsonDocument.Parse(input);
        return $"{Reason}: {row.RootElement.GetProperty(FlagColumns.Bad).GetString()}";
    }
}
