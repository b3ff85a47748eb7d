using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Kafka;

/// <summary>
/// librdkafka's own cluster in this process (<c>rdkafka_mock.h</c>), for trying out and for tests: one for all connections of a name.
/// Records are in memory and end with the process; beyond about 5 MB a partition the oldest go.
/// </summary>
internal sealed unsafe class EmbeddedBroker
{
    /// <summary>What can be said of its topics before a start.</summary>
    public const string NothingToSee = "nothing to look at: the embedded broker makes it at the start, in the memory of the process";

    private const int Partitions = 4;

    private static readonly ConcurrentDictionary<string, EmbeddedBroker> All = new(StringComparer.Ordinal);

    private readonly Lazy<(nint Cluster, string Address)> _cluster = new(Start);
    private readonly ConcurrentDictionary<string, int> _topics = new(StringComparer.Ordinal);
    private bool _isAnnounced;

    private EmbeddedBroker()
    {
    }

    /// <summary>Of a loopback port.</summary>
    public string Address => _cluster.Value.Address;

    public static EmbeddedBroker Of(string connection) => All.GetOrAdd(connection, _ => new EmbeddedBroker());

    public void Announce(string connection, RunLog log)
    {
        if (!Interlocked.Exchange(ref _isAnnounced, true))
        {
            log.Warning(
                $"connection `{connection}` names no brokers: its topics are in the memory of this process, end with it, and lose their "
                + "oldest records beyond 5 MB a partition; nothing is compacted; at_least_once only. For trying out, not for data");
        }
    }

    /// <summary>Makes a topic unless it is there; gives the number of its partitions.</summary>
    public int Create(string topic, int? partitions) => _topics.GetOrAdd(topic, name =>
    {
        int count = partitions ?? Partitions;
        int error = Librdkafka.CreateTopic(_cluster.Value.Cluster, name, count, 1);
        return error == 0
            ? count
            : throw new FlowException(KafkaErrors.NoEmbedded($"topic {name}: {NativeConsumer.Text(Librdkafka.ErrorText(error))}"));
    });

    private static (nint Cluster, string Address) Start()
    {
        nint settings = Librdkafka.NewSettings();
        Librdkafka.SetLog(settings, null);
        byte* error = stackalloc byte[256];
        nint client = Librdkafka.New(0, settings, error, 256);
        nint cluster = client == 0 ? 0 : Librdkafka.NewCluster(client, 1);
        return cluster == 0
            ? throw new FlowException(KafkaErrors.NoEmbedded(Marshal.PtrToStringUTF8((nint)error) ?? ""))
            : (cluster, Marshal.PtrToStringUTF8((nint)Librdkafka.ClusterAddress(cluster)) ?? "");
    }
}
