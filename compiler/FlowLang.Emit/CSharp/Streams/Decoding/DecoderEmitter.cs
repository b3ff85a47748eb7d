using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>
/// Writes the class that reads a stream's records: static methods over the bytes, straight into the fields that queries read. It has
/// `DecodeError Decode(ReadOnlySpan&lt;byte&gt; key, ReadOnlySpan&lt;byte&gt; value, bool isTombstone, out Row row)`;
/// that of Avro is also given the `AvroPlans` of a lane.
/// </summary>
internal static class DecoderEmitter
{
    /// <summary>Whether records of this kind can be read.</summary>
    public static bool CanRead(StreamFormat format, StreamEnvelope envelope) => format is StreamFormat.Json or StreamFormat.Avro
        || (format, envelope) is (StreamFormat.Csv, StreamEnvelope.None);

    /// <summary>Whether there is a way to write values of the type in a record.</summary>
    public static bool CanRead(FlowType type) => type switch
    {
        IntervalType => false,
        ListType list => CanRead(list.Element.Type),
        MapType map => CanRead(map.Value.Type),
        RowType row => row.Fields.All(f => CanRead(f.Type.Type)),
        _ => true,
    };

    /// <param name="className">Of the static class.</param>
    /// <param name="rowName">The record struct of a row, which the caller declares.</param>
    /// <param name="row">Its fields: those of the stream that are read.</param>
    /// <param name="format">How values are written.</param>
    /// <param name="envelope">What is around a row.</param>
    /// <param name="types">Of the file.</param>
    /// <param name="decimals">In change events.</param>
    /// <param name="declared">All fields of the stream, in order: those of a line of CSV.</param>
    public static string Emit(
        string className, string rowName, RowType row, StreamFormat format, StreamEnvelope envelope, StructTypes types,
        RowType? declared = null, StreamDecimals decimals = StreamDecimals.Unknown) =>
        (format, envelope) switch
        {
            (StreamFormat.Json, StreamEnvelope.None) => JsonDecoder.Emit(className, rowName, row, types),
            (StreamFormat.Csv, StreamEnvelope.None) => CsvDecoder.Emit(className, rowName, row, declared ?? row, types),
            (StreamFormat.Avro, _) => AvroDecoder.Emit(className, rowName, row, envelope, types),
            (StreamFormat.Json, StreamEnvelope.Debezium) => DebeziumDecoder.Emit(className, rowName, row, decimals, types),
            _ => throw new System.Diagnostics.UnreachableException($"{format} with {envelope}"),
        };
}
