namespace FlowLang.Streams;

/// <summary>Rows on their way into a repartition topic, with where each came from.</summary>
public abstract class RepartitionRows : StreamRows
{
    /// <summary>Of each row.</summary>
    public List<RowOrigin> Origins { get; } = [];
}
