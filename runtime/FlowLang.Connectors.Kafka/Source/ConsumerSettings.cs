using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>What a member of a pipeline's group says to librdkafka (its CONFIGURATION.md), beside what the connection does.</summary>
internal static class ConsumerSettings
{
    public static Dictionary<string, string> Of(KafkaConnection connection, StreamRun run, TopicSourceOptions options)
    {
        Dictionary<string, string> settings = connection.Settings(
            ("group.id", run.Group),
            ("partition.assignment.strategy", "cooperative-sticky"),
            ("isolation.level", "read_committed"),
            ("enable.auto.commit", "false"),
            ("enable.auto.offset.store", "false"),
            ("enable.partition.eof", "true"),
            ("auto.offset.reset", "error"),
            ("allow.auto.create.topics", "false"),
            ("topic.metadata.refresh.interval.ms", "10000"),
            ("session.timeout.ms", $"{options.SessionTimeout.TotalMilliseconds}"),
            ("heartbeat.interval.ms", $"{options.SessionTimeout.TotalMilliseconds / 6:F0}"),
            ("max.poll.interval.ms", $"{Math.Max(options.PollPatience.TotalMilliseconds, options.SessionTimeout.TotalMilliseconds)}"),
            ("queued.min.messages", $"{options.AheadRecords}"),
            ("queued.max.messages.kbytes", $"{options.AheadBytes / 1024}"),
            ("fetch.queue.backoff.ms", "5"));
        if (options.InstanceId is { } instance)
        {
            settings["group.instance.id"] = instance;
        }

        return settings;
    }
}
