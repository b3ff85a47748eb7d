using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Batch;

/// <summary>
/// That a staged relation has the rows of another one with the same columns, as a bag; floats need be the same to eleven digits, as sums of
/// them depend on the order of rows.
/// </summary>
/// <param name="Relation">The other one, whose rows are the expected ones.</param>
public sealed record SameRows(string Relation, TextSpan Span) : BoundExpectation(Relation, ExpectationSeverity.Fail, Span);
