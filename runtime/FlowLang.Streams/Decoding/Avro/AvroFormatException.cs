namespace FlowLang.Streams.Decoding;

/// <summary>Bytes are not of the schema that they say; the message says why.</summary>
public sealed class AvroFormatException(string message) : Exception(message);
