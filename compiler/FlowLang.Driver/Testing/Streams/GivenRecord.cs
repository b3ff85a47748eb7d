namespace FlowLang.Driver.Testing.Streams;

/// <summary>A row that a test gives, as a record of its stream.</summary>
/// <param name="Time">Its event time in microseconds since 1970; null where it has none.</param>
internal sealed record GivenRecord(ReadOnlyMemory<byte> Json, long? Time);
