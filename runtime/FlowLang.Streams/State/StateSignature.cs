using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>What state a program keeps: another program may go on with it only where they agree.</summary>
/// <param name="Operators">The pipeline's operators with state, by name.</param>
public sealed record StateSignature(ImmutableArray<OperatorSignature> Operators);

/// <param name="Name">As in <see cref="StateChange.Operator"/>.</param>
/// <param name="Shape">Keys, aggregates and windows as text: what an entry's bytes mean.</param>
public sealed record OperatorSignature(string Name, string Shape);
