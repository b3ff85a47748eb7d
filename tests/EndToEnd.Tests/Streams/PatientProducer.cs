using Confluent.Kafka;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>What tests send reaches the broker, however busy the machine is.</summary>
internal static class PatientProducer
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>Waits for the broker when the producer's queue is full.</summary>
    public static void Send<TKey, TValue>(
        this IProducer<TKey, TValue> producer, string topic, int partition, Message<TKey, TValue> message)
    {
        while (true)
        {
            try
            {
                producer.Produce(new TopicPartition(topic, partition), message);
                return;
            }
            catch (ProduceException<TKey, TValue> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
            {
                producer.Finish();
            }
        }
    }

    /// <summary>Until all of it is there.</summary>
    public static void Finish<TKey, TValue>(this IProducer<TKey, TValue> producer) => producer.Flush(s_patience);
}
