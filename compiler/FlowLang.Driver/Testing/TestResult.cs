using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Semantics.Bound;

namespace FlowLang.Driver.Testing;

/// <summary>How a test went.</summary>
/// <param name="Error">What stopped it (a row that fails, say), or null.</param>
/// <param name="Differences">Rows that are not as expected.</param>
public sealed record TestResult(BoundTest Test, TimeSpan Duration, FlowError? Error, ImmutableArray<RowDifference> Differences)
{
    public bool HasPassed => Error is null && Differences.IsEmpty;
}
