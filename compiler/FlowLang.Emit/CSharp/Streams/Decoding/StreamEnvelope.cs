namespace FlowLang.Emit.CSharp.Streams;

/// <summary>What is around a record's row.</summary>
internal enum StreamEnvelope
{
    None,

    /// <summary>Debezium's change event.</summary>
    Debezium,
}
