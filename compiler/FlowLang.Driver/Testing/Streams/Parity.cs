using System.Collections.Immutable;

namespace FlowLang.Driver.Testing.Streams;

/// <summary>How the rows of a tested stream compare with those of its batch twin.</summary>
/// <param name="NotCompared">Why they were not compared, as the end of a sentence; null where they were.</param>
/// <param name="Differences">Rows of one of them alone: missing ones are the batch's.</param>
public sealed record Parity(string? NotCompared, ImmutableArray<RowDifference> Differences)
{
    /// <summary>Rows of the stream.</summary>
    public int Rows { get; init; }
}
