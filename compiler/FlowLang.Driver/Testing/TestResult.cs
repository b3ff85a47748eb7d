using System.Collections.Immutable;
using FlowLang.Driver.Testing.Streams;
using FlowLang.Runtime;
using FlowLang.Semantics.Bound;

namespace FlowLang.Driver.Testing;

/// <summary>How a test went.</summary>
/// <param name="Error">What stopped it (a row that fails, say), or null.</param>
/// <param name="Differences">Rows that are not as expected.</param>
public sealed record TestResult(BoundTest Test, TimeSpan Duration, FlowError? Error, ImmutableArray<RowDifference> Differences)
{
    /// <summary>Of streams: the comparison with the batch twin; null for rows that end, and after an error.</summary>
    public Parity? Parity { get; init; }

    public bool HasPassed => Error is null && Differences.IsEmpty && Parity is null or { Differences.IsEmpty: true };
}
