using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>Makes the key and the value of a record of a row.</summary>
internal abstract class RecordForm : IDisposable
{
    public static RecordForm Of(TopicTarget target) => target.Format switch
    {
        TopicFormat.Json => new JsonRecordForm(target.Columns, target.Key),
        TopicFormat.Debezium => new DebeziumRecordForm(target.Columns),
        TopicFormat.DebeziumAvro => new AvroChangeForm(target),
        TopicFormat.Avro => new AvroRecordForm(target),
        TopicFormat.Csv => new CsvRecordForm(target.Columns, target.Key),
        _ => new RawRecordForm(),
    };

    /// <summary>Before the first row: what has to be known elsewhere of the records.</summary>
    /// <exception cref="FlowLang.Runtime.FlowException">It is refused there.</exception>
    public virtual Task OpenAsync(KafkaConnection connection, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Whether <see cref="OpenAsync"/> would be taken: what is to be added to a line about the topic, often nothing.</summary>
    /// <exception cref="FlowLang.Runtime.FlowException">It would not.</exception>
    public virtual Task<string> LookAsync(KafkaConnection connection, CancellationToken cancel) => Task.FromResult("");

    /// <summary>Null is no key, or a tombstone.</summary>
    /// <exception cref="UnwritableValueException">A value has no form.</exception>
    public abstract (byte[]? Key, byte[]? Value) Write(StreamRows rows, int index);

    public abstract void Dispose();
}
