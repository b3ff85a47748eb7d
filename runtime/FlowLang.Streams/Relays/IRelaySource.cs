namespace FlowLang.Streams;

/// <summary>A source that keeps itself how far its records were taken, by what is reported to it.</summary>
public interface IRelaySource : IStreamSource
{
    /// <summary>From where it goes on after it was opened; null before a first run.</summary>
    long? Kept { get; }

    /// <summary>To which of the outputs records of a partition go.</summary>
    int OutputOf(StreamPartition partition);
}
