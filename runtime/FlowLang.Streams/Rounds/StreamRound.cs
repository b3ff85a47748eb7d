using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>
/// The part of a pipeline behind the lanes: merges what they collected into the state of operators, closes windows, and runs the steps that
/// come behind. One task at a time calls it; the generated subclass has a field for each operator and list of rows.
/// </summary>
public abstract class StreamRound
{
    /// <summary>Operators with state, in the order of the plan.</summary>
    public virtual ImmutableArray<StateTable> Tables => [];

    /// <summary>Takes a lane's collection of its own kind.</summary>
    public abstract void Merge(LaneCollection collection);

    /// <summary>Ends the round: what leaves operators goes through the steps behind.</summary>
    /// <param name="watermarks">
    /// Of each route: nothing on time lies below it; <see cref="EventTime.End"/> at the end of all input.
    /// </param>
    /// <param name="account">For rows that leave behind the lanes.</param>
    public abstract RoundOutput Close(ImmutableArray<long> watermarks, LaneAccount account);
}
