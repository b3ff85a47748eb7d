using FlowLang.Semantics.Bound;

namespace FlowLang.Planning.Batch;

/// <summary>That a staged relation has exactly the rows that a test expects, as a bag; a column that a row does not name is not
/// compared.</summary>
public sealed record ExpectedRows(BoundExpected Expected)
    : BoundExpectation(Expected.Output.Name ?? "expect", ExpectationSeverity.Fail, Expected.Span);
