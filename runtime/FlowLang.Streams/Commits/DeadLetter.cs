namespace FlowLang.Streams;

/// <summary>A record that could not be processed, as it came.</summary>
/// <param name="Code">RT…</param>
/// <param name="Message">What is wrong, for people.</param>
public sealed record DeadLetter(
    StreamPartition Partition, long Offset, byte[] Key, byte[]? Value, string Code, string Message);
