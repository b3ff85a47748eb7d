using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>
/// Writes the class that reads a stream's records: static methods over the bytes, straight into the fields that queries read. It has
/// `DecodeError Decode(ReadOnlySpan&lt;byte&gt; key, ReadOnlySpan&lt;byte&gt; value, bool isTombstone, out Row row)`.
/// </summary>
internal static class DecoderEmitter
{
    /// <summary>Whether records of this kind can be read.</summary>
    public static bool CanRead(StreamFormat format, StreamEnvelope envelope) =>
        (format, envelope) is (StreamFormat.Json, StreamEnvelope.None or StreamEnvelope.Debezium);

    /// <param name="className">Of the static class.</param>
    /// <param name="rowName">The record struct of a row, which the caller declares.</param>
    /// <param name="row">Its fields: those of the stream that are read.</param>
    /// <param name="format">How values are written.</param>
    /// <param name="envelope">What is around a row.</param>
    /// <param name="types">Of the file.</param>
    public static string Emit(
        string className, string rowName, RowType row, StreamFormat format, StreamEnvelope envelope, StructTypes types) =>
        (format, envelope) switch
        {
            (StreamFormat.Json, StreamEnvelope.None) => JsonDecoder.Emit(className, rowName, row, types),
            (StreamFormat.Json, StreamEnvelope.Debezium) => DebeziumDecoder.Emit(className, rowName, row, types),
            _ => throw new System.Diagnostics.UnreachableException($"{format} with {envelope}"),
        };
}
