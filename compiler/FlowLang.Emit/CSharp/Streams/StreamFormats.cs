using FlowLang.Semantics.Symbols;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>How the records of a stream are written, by its options.</summary>
internal static class StreamFormats
{
    public static StreamFormat Of(StreamSymbol stream) => stream.Endpoint.Choice("format") switch
    {
        "csv" => StreamFormat.Csv,
        "avro" => StreamFormat.Avro,
        _ => StreamFormat.Json,
    };

    public static StreamEnvelope EnvelopeOf(StreamSymbol stream) =>
        stream.Endpoint.Descriptor.Name == "cdc" || stream.Endpoint.Choice("envelope") == "debezium"
             ? StreamEnvelope.Debezium : StreamEnvelope.None;
}
