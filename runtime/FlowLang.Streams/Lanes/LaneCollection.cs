namespace FlowLang.Streams;

/// <summary>What a lane collected since the last round; the generated subclass has the rows that are done and the partial groups.</summary>
public abstract class LaneCollection(LaneAccount account)
{
    public LaneAccount Account => account;

    /// <summary>Rows and groups: roughly what is held in memory.</summary>
    public abstract int Size { get; }
}
