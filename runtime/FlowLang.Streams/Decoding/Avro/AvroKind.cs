namespace FlowLang.Streams.Decoding;

/// <summary>The types of Avro (https://avro.apache.org/docs/1.12.0/specification/).</summary>
internal enum AvroKind
{
    Null,
    Boolean,
    Int,
    Long,
    Float,
    Double,
    Bytes,
    String,
    Record,
    Enum,
    Array,
    Map,
    Union,
    Fixed,
}
