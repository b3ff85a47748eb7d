using System.Collections.Immutable;
using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>What the group wants of this member.</summary>
internal sealed record Rebalance(bool IsAssigned, ImmutableArray<StreamPartition> Partitions, bool IsLost);
