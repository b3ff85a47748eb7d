namespace FlowLang.Runtime;

/// <summary>How hard an expectation is.</summary>
public enum Severity
{
    Fail,
    Warn,
}

/// <summary>
/// A check of a staged relation. <paramref name="Sql"/> returns one row: <c>violations</c> BIGINT and <c>sample</c> VARCHAR (an example of
/// a violation, or null).
/// </summary>
public sealed record ExpectationCheck(string Name, Severity Severity, string Sql, string File, int Line);

/// <summary>What an expectation found in a run.</summary>
public sealed record ExpectationResult(string Name, Severity Severity, long Violations, string? Sample, string File, int Line)
{
    public bool Passed => Violations == 0;

    /// <summary>What parts of a run found, each expectation once.</summary>
    public static IEnumerable<ExpectationResult> Together(IEnumerable<ExpectationResult> parts) =>
        parts.GroupBy(part => (part.Name, part.File, part.Line)).Select(of => of.First() with
        {
            Violations = of.Sum(part => part.Violations),
            Sample = of.Select(part => part.Sample).FirstOrDefault(sample => sample is not null),
        });
}
