using Confluent.Kafka;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Kafka;

/// <summary>RT412x: what a cluster or the way to it can do to a stream, translated once from librdkafka's codes.</summary>
internal static class KafkaErrors
{
    /// <summary>The exception to throw for <paramref name="e"/>; <paramref name="work"/> is what failed.</summary>
    public static Exception Translate(Exception e, KafkaTarget target, string work) => e switch
    {
        FlowException or OperationCanceledException => e,
        KafkaException kafka => new FlowException(Of(kafka.Error.Code, kafka.Error.Reason, target, work), e),
        _ => new FlowException(Other(target, work, e.Message), e),
    };

    /// <summary>A parameter that names no broker stands for no embedded one.</summary>
    public static FlowError NoBrokers() => new(
        "RT4136", "the parameter for `brokers` of a connection is empty", null, "give it a text like `host:9092,other:9092`")
    {
        Kind = ErrorKind.Usage,
    };

    /// <param name="code">As librdkafka gives it.</param>
    public static unsafe FlowError Of(int code, KafkaTarget target, string work) =>
        Of((ErrorCode)code, NativeConsumer.Text(Librdkafka.ErrorText(code)), target, work);

    public static FlowError Of(ErrorCode code, string reason, KafkaTarget target, string work) => code switch
    {
        ErrorCode.Local_Transport or ErrorCode.Local_AllBrokersDown or ErrorCode.Local_TimedOut or ErrorCode.Local_Resolve
            or ErrorCode.Local_MsgTimedOut or ErrorCode.RequestTimedOut or ErrorCode.BrokerNotAvailable or ErrorCode.NetworkException
            or ErrorCode.LeaderNotAvailable or ErrorCode.NotLeaderForPartition or ErrorCode.GroupCoordinatorNotAvailable
            or ErrorCode.GroupLoadInProgress or ErrorCode.NotCoordinatorForGroup => Unreachable(target, work, reason),
        ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed or ErrorCode.UnsupportedSaslMechanism => new(
            "RT4121", $"{target} refused the user", reason,
            "check `user`, `password` and `sasl` of the connection (the password is never shown)")
        {
            Kind = ErrorKind.Usage,
        },
        ErrorCode.Local_Ssl => new(
            "RT4122", $"{target} can't be reached under TLS", reason, "check `tls` and the certificates of the connection")
        {
            Kind = ErrorKind.Usage,
        },
        ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition =>
            MissingTopic(target, work, "the broker does not know it"),
        ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed
            or ErrorCode.TransactionalIdAuthorizationFailed => Denied(target, work, reason),
        ErrorCode.MsgSizeTooLarge or ErrorCode.RecordListTooLarge or ErrorCode.InvalidMsgSize => new(
            "RT4127", $"{target}: a record is larger than the topic takes: {work}", reason,
            "nothing was committed; raise the topic's `max.message.bytes`, or write less in a row"),
        _ => Other(target, work, $"{code}: {reason}"),
    };

    public static FlowError Denied(KafkaTarget target, string work, string why) => new(
        "RT4124", $"{target}: permission denied: {work}", why, "give the user the right (an ACL of the topic, group or transactional id)");

    public static FlowError Unreachable(KafkaTarget target, string work, string why) => new(
        "RT4120", $"{target} can't be reached: {work}", why,
        "is the broker running, are host and port right, does a firewall stand between?")
    {
        Transient = true,
    };

    public static FlowError MissingTopic(KafkaTarget target, string work, string why) => new(
        "RT4123", $"{target} has not the topic: {work}", why, "create it, or correct its name")
    {
        Kind = ErrorKind.Schema,
    };

    /// <summary>Records between what was processed and what is there are gone: said, never skipped.</summary>
    public static FlowError Deleted(KafkaTarget target, string partition, long wanted, long first) => new(
        "RT4125",
        $"{target}: records of {partition} were deleted before they were processed",
        $"{wanted} is the next to be processed, {first} is the first that is there",
        "the topic's retention is shorter than the stream was behind; to go on without them, set next_offset of the partition in the "
        + "stream's offsets, and give the topic a longer `retention.ms` or `retention.bytes`");

    public static FlowError Recreated(KafkaTarget target, string partition, long wanted, long end) => new(
        "RT4126",
        $"{target}: {partition} ends before what was processed of it",
        $"{wanted} is the next to be processed, the partition ends at {end}",
        "the topic was deleted and created again, or the cluster is another one; to begin at its start, delete the partition from the "
        + "stream's offsets");

    public static FlowError BadOptions(string connection, string why) => new(
        "RT4128", $"connection `{connection}` is not well described", why,
        "give brokers as `host:port`, user and password together, a certificate with its key")
    {
        Kind = ErrorKind.Usage,
    };

    public static FlowError OtherTopic(KafkaTarget target, string topic, IEnumerable<string> differences) => new(
        "RT4134", $"{target}: topic {topic} is not what the program says", string.Join("\n", differences),
        "nothing was written; change the program, or the topic")
    {
        Kind = ErrorKind.Schema,
    };

    public static FlowError NoEmbedded(string why) => new(
        "RT4135", "the embedded broker does not start", why, "name the brokers of a cluster in the connection");

    public static FlowError Other(KafkaTarget target, string work, string why) => new(
        "RT4129", $"{target}: {work} failed", why, "nothing was committed");
}
