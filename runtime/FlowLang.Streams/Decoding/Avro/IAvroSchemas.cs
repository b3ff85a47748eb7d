namespace FlowLang.Streams.Decoding;

/// <summary>Where schemas are found by the number that records carry. Lanes ask at the same time.</summary>
public interface IAvroSchemas
{
    /// <summary>The schema of a number; null where there is none. It may ask a server and wait for it.</summary>
    /// <exception cref="FlowLang.Runtime.FlowException">The server can't be asked.</exception>
    /// <exception cref="AvroSchemaException">What it has is no schema of Avro.</exception>
    AvroSchema? Find(int id);
}
