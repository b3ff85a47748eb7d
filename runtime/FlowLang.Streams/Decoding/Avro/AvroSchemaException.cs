namespace FlowLang.Streams.Decoding;

/// <summary>A text is no schema; the message says why.</summary>
public sealed class AvroSchemaException(string message) : Exception(message);
