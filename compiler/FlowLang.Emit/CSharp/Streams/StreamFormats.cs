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
        IsCapture(stream) || stream.Endpoint.Choice("envelope") == "debezium" ? StreamEnvelope.Debezium : StreamEnvelope.None;

    /// <summary>Changes that are captured without a broker have text.</summary>
    public static StreamDecimals DecimalsOf(StreamSymbol stream) => stream.Endpoint.Choice("decimals") switch
    {
        "text" => StreamDecimals.Text,
        "base64" => StreamDecimals.Base64,
        _ => IsCapture(stream) ? StreamDecimals.Text : StreamDecimals.Unknown,
    };

    private static bool IsCapture(StreamSymbol stream) => stream.Endpoint.Descriptor.Name == "cdc";
}
