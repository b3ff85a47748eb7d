namespace FlowLang.Emit.CSharp.Streams;

/// <summary>How a record's value is written.</summary>
internal enum StreamFormat
{
    Json,
    Csv,
    Avro,
}
