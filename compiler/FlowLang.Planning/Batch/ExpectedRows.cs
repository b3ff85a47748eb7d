using FlowLang.Semantics.Bound;

namespace FlowLang.Planning.Batch;

/// <summary>That a staged relation has exactly a test's expected rows, as a bag; a column that a row does not name is not
/// compared.</summary>
public sealed record ExpectedRows(BoundTest Test) : BoundExpectation(Test.Name, ExpectationSeverity.Fail, Test.Span);
