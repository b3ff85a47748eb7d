using System.Runtime.InteropServices;

namespace FlowLang.Connectors.Kafka;

/// <summary>
/// The calls of librdkafka (<c>rdkafka.h</c> of the package that Confluent.Kafka brings) that a consumer needs which takes records by the
/// batch and reads them where they lie: Confluent.Kafka copies each into objects of its own.
/// </summary>
internal static unsafe partial class Librdkafka
{
    public const int Assign = -175;
    public const int Revoke = -174;
    public const int PartitionEnd = -191;
    public const int OffsetReset = -140;
    public const int Authentication = -169;
    public const int Tls = -181;
    public const int Fatal = -150;
    public const int PollTooLate = -147;

    private const string Library = "librdkafka";

    static Librdkafka() => NativeLibrary.SetDllImportResolver(typeof(Librdkafka).Assembly, LibraryChoice.Load);

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_new")]
    public static partial nint NewSettings();

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_destroy")]
    public static partial void DestroySettings(nint settings);

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Set(nint settings, string name, string value, byte* error, nuint size);

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set_opaque")]
    public static partial void SetOpaque(nint settings, nint opaque);

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set_rebalance_cb")]
    public static partial void SetRebalance(nint settings, delegate* unmanaged[Cdecl]<nint, int, PartitionList.Native*, nint, void> called);

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set_error_cb")]
    public static partial void SetError(nint settings, delegate* unmanaged[Cdecl]<nint, int, byte*, nint, void> called);

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set_log_cb")]
    public static partial void SetLog(nint settings, delegate* unmanaged[Cdecl]<nint, int, byte*, byte*, void> called);

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set_dr_msg_cb")]
    public static partial void SetDelivered(nint settings, delegate* unmanaged[Cdecl]<nint, NativeMessage*, nint, void> called);

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set_oauthbearer_token_refresh_cb")]
    public static partial void SetTokenRefresh(nint settings, delegate* unmanaged[Cdecl]<nint, byte*, nint, void> called);

    /// <param name="ends">Milliseconds since 1970.</param>
    [LibraryImport(Library, EntryPoint = "rd_kafka_oauthbearer_set_token", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetToken(
        nint client, string token, long ends, string principal, nint extensions, nuint count, byte* error, nuint size);

    [LibraryImport(Library, EntryPoint = "rd_kafka_oauthbearer_set_token_failure", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int FailToken(nint client, string why);

    /// <param name="kind">0 is a producer, 1 a consumer.</param>
    [LibraryImport(Library, EntryPoint = "rd_kafka_new")]
    public static partial nint New(int kind, nint settings, byte* error, nuint size);

    [LibraryImport(Library, EntryPoint = "rd_kafka_destroy")]
    public static partial void Destroy(nint client);

    [LibraryImport(Library, EntryPoint = "rd_kafka_poll_set_consumer")]
    public static partial int RedirectToConsumer(nint client);

    [LibraryImport(Library, EntryPoint = "rd_kafka_queue_get_consumer")]
    public static partial nint ConsumerQueue(nint client);

    [LibraryImport(Library, EntryPoint = "rd_kafka_queue_destroy")]
    public static partial void DestroyQueue(nint queue);

    [LibraryImport(Library, EntryPoint = "rd_kafka_subscribe")]
    public static partial int Subscribe(nint client, PartitionList.Native* topics);

    [LibraryImport(Library, EntryPoint = "rd_kafka_consumer_close")]
    public static partial int Close(nint client);

    [LibraryImport(Library, EntryPoint = "rd_kafka_consume_batch_queue")]
    public static partial nint Consume(nint queue, int patience, NativeMessage** messages, nuint count);

    [LibraryImport(Library, EntryPoint = "rd_kafka_topic_new", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint NewTopic(nint client, string topic, nint settings);

    [LibraryImport(Library, EntryPoint = "rd_kafka_topic_destroy")]
    public static partial void DestroyTopic(nint topic);

    /// <param name="partition">-1 for the partitioner's.</param>
    /// <param name="flags">2 copies keys and values, 4 waits for room.</param>
    [LibraryImport(Library, EntryPoint = "rd_kafka_produce_batch")]
    public static partial int Produce(nint topic, int partition, int flags, NativeMessage* messages, int count);

    [LibraryImport(Library, EntryPoint = "rd_kafka_poll")]
    public static partial int Poll(nint client, int patience);

    [LibraryImport(Library, EntryPoint = "rd_kafka_message_destroy")]
    public static partial void Destroy(NativeMessage* message);

    [LibraryImport(Library, EntryPoint = "rd_kafka_message_timestamp")]
    [SuppressGCTransition]
    public static partial long Timestamp(NativeMessage* message, int* kind);

    [LibraryImport(Library, EntryPoint = "rd_kafka_message_errstr")]
    public static partial byte* ErrorText(NativeMessage* message);

    [LibraryImport(Library, EntryPoint = "rd_kafka_err2str")]
    public static partial byte* ErrorText(int error);

    [LibraryImport(Library, EntryPoint = "rd_kafka_fatal_error")]
    public static partial int FatalError(nint client, byte* error, nuint size);

    [LibraryImport(Library, EntryPoint = "rd_kafka_topic_name")]
    public static partial byte* TopicName(nint topic);

    [LibraryImport(Library, EntryPoint = "rd_kafka_incremental_assign")]
    public static partial nint AddAssigned(nint client, PartitionList.Native* partitions);

    [LibraryImport(Library, EntryPoint = "rd_kafka_incremental_unassign")]
    public static partial nint RemoveAssigned(nint client, PartitionList.Native* partitions);

    [LibraryImport(Library, EntryPoint = "rd_kafka_error_string")]
    public static partial byte* ErrorString(nint error);

    [LibraryImport(Library, EntryPoint = "rd_kafka_error_code")]
    public static partial int ErrorCode(nint error);

    [LibraryImport(Library, EntryPoint = "rd_kafka_error_destroy")]
    public static partial void DestroyError(nint error);

    [LibraryImport(Library, EntryPoint = "rd_kafka_assignment_lost")]
    public static partial int IsAssignmentLost(nint client);

    [LibraryImport(Library, EntryPoint = "rd_kafka_queue_get_partition", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint PartitionQueue(nint client, string topic, int partition);

    /// <param name="to">0 for none: what comes stays in <paramref name="from"/>.</param>
    [LibraryImport(Library, EntryPoint = "rd_kafka_queue_forward")]
    public static partial void Forward(nint from, nint to);

    [LibraryImport(Library, EntryPoint = "rd_kafka_commit")]
    public static partial int Commit(nint client, PartitionList.Native* offsets, int isAsynchronous);

    [LibraryImport(Library, EntryPoint = "rd_kafka_query_watermark_offsets", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int QueryBounds(nint client, string topic, int partition, out long first, out long end, int patience);

    [LibraryImport(Library, EntryPoint = "rd_kafka_get_watermark_offsets", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int KnownBounds(nint client, string topic, int partition, out long first, out long end);

    [LibraryImport(Library, EntryPoint = "rd_kafka_topic_partition_list_new")]
    public static partial PartitionList.Native* NewList(int size);

    [LibraryImport(Library, EntryPoint = "rd_kafka_topic_partition_list_destroy")]
    public static partial void DestroyList(PartitionList.Native* list);

    [LibraryImport(Library, EntryPoint = "rd_kafka_topic_partition_list_add", StringMarshalling = StringMarshalling.Utf8)]
    public static partial PartitionList.Item* Add(PartitionList.Native* list, string topic, int partition);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_new")]
    public static partial nint NewCluster(nint client, int brokers);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    public static partial byte* ClusterAddress(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateTopic(nint cluster, string topic, int partitions, int copies);
}
