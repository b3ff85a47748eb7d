using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>The rows that a round gives.</summary>
/// <param name="Outputs">For the store's targets, in their order.</param>
/// <param name="Sides">For the side outputs, in their order; null where there are none of this round or where they are rejects.</param>
public sealed record RoundOutput(ImmutableArray<StreamRows> Outputs, ImmutableArray<StreamRows?> Sides);
