using System.Collections.Immutable;
using FlowLang.Semantics.Bound;

namespace FlowLang.Driver.Testing;

/// <summary>A row that is not as a test expects.</summary>
/// <param name="IsMissing">Expected and not there; else there and not expected.</param>
/// <param name="Values">Columns in order, values as text; null for null.</param>
public sealed record RowDifference(bool IsMissing, ImmutableArray<KeyValuePair<string, string?>> Values)
{
    /// <summary>The `expect` that it is of; null where something else was compared.</summary>
    public BoundExpected? Expected { get; init; }
}
