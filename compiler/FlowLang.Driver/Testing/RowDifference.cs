using System.Collections.Immutable;

namespace FlowLang.Driver.Testing;

/// <summary>A row that is not as a test expects.</summary>
/// <param name="IsMissing">Expected and not there; else there and not expected.</param>
/// <param name="Values">Columns in order, values as text; null for null.</param>
public sealed record RowDifference(bool IsMissing, ImmutableArray<KeyValuePair<string, string?>> Values);
