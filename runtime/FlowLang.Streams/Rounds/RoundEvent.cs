using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>What threads tell the rounds.</summary>
internal abstract record RoundEvent
{
    private RoundEvent()
    {
    }

    /// <summary>A lane has something that a round could take.</summary>
    public sealed record Processed : RoundEvent
    {
        public static Processed Instance { get; } = new();
    }

    public sealed record Assigned(int Input, ImmutableArray<StreamPartition> Partitions) : RoundEvent;

    /// <param name="Done">Called when what arrived of them is committed.</param>
    public sealed record Revoked(int Input, ImmutableArray<StreamPartition> Partitions, bool IsLost, Action Done) : RoundEvent;

    public sealed record Failed(Exception Exception) : RoundEvent;
}
