using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>A topic of a test's own with trips, and what a 1-minute window by zone should make of them.</summary>
internal sealed class TripTopic : IAsyncDisposable
{
    private const int Partitions = 4;
    private static readonly DateTime s_start = new(2024, 3, 10, 6, 0, 0, DateTimeKind.Utc);
    private readonly IAdminClient _admin;
    private readonly Dictionary<(int Zone, DateTime Minute), (long Trips, long Cents)> _expected = [];
    private readonly List<(int Trip, int Zone, DateTime At)> _trips = [];
    private int _next;

    private TripTopic(string server)
    {
        (Server, Name) = (server, $"e2e.{Guid.NewGuid():N}");
        _admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = server }).SetLogHandler((_, _) => { }).Build();
    }

    public string Server { get; }

    public string Name { get; }

    /// <summary>`zone|minute|trips|revenue`, in order.</summary>
    public IEnumerable<string> Windows => _expected.OrderBy(e => e.Key.Minute).ThenBy(e => e.Key.Zone).Select(e => string.Create(
        CultureInfo.InvariantCulture,
        $"{e.Key.Zone}|{e.Key.Minute:yyyy-MM-dd HH:mm:ss}|{e.Value.Trips}|{e.Value.Cents / 100}.{e.Value.Cents % 100:D2}"));

    /// <summary>`a|b` of trips of a zone, a before b by number, that are at most so far apart in time; in order.</summary>
    public IEnumerable<string> Pairs(TimeSpan within) =>
        from a in _trips
        join b in _trips on a.Zone equals b.Zone
        where a.Trip < b.Trip && (a.At - b.At).Duration() <= within
        orderby a.Trip, b.Trip
        select string.Create(CultureInfo.InvariantCulture, $"{a.Trip}|{b.Trip}");

    public long Trips => _expected.Values.Sum(v => v.Trips);

    /// <param name="server">Null for the one that tests share.</param>
    public static async Task<TripTopic> CreateAsync(string? server = null)
    {
        TripTopic topic = new(server ?? KafkaAddress.Require());
        await topic._admin.CreateTopicsAsync(
            [new TopicSpecification { Name = topic.Name, NumPartitions = Partitions, ReplicationFactor = 1 }]);
        return topic;
    }

    /// <summary>Trips of four a second of event time, two a partition out of order, none late.</summary>
    /// <param name="byZone">A zone's trips are in one partition.</param>
    public void Produce(int trips, bool byZone = false)
    {
        using IProducer<Null, string> producer = Producer();
        Random random = new(_next);
        for (int end = _next + trips; _next < end; _next++)
        {
            int zone = random.Next(1, 20);
            long cents = random.Next(100, 10_000);
            DateTime at = s_start.AddMilliseconds((_next * 250) - random.Next(4_000));
            Send(producer, (byZone ? zone : _next) % Partitions, Json(_next, zone, cents, at));
            _trips.Add((_next, zone, at));
            DateTime minute = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));
            (long count, long sum) = _expected.GetValueOrDefault((zone, minute));
            _expected[(zone, minute)] = (count + 1, sum + cents);
        }

        producer.Finish();
    }

    /// <summary>A trip a day later in each partition: all windows before it close.</summary>
    public void Close()
    {
        using IProducer<Null, string> producer = Producer();
        for (int partition = 0; partition < Partitions; partition++)
        {
            Send(producer, partition, Json(-1 - partition, 0, 100, s_start.AddDays(30)));
        }

        producer.Finish();
    }

    /// <summary>Records until the broker takes no more; how many it took is what is in the topic.</summary>
    public void ProduceUntilRefused()
    {
        ProducerConfig settings = new() { BootstrapServers = Server, LingerMs = 5, MessageTimeoutMs = 5_000, Acks = Acks.All };
        using IProducer<Null, string> producer = new ProducerBuilder<Null, string>(settings).SetLogHandler((_, _) => { }).Build();
        int refused = 0;
        for (int sent = 0; sent < 1_000_000 && Volatile.Read(ref refused) == 0; sent++)
        {
            Message<Null, string> message = new() { Value = Json(1_000_000 + sent, 1, 100, s_start) };
            producer.Produce(
                new TopicPartition(Name, sent % Partitions), message,
                report => Interlocked.Add(ref refused, report.Error.IsError ? 1 : 0));
            if (sent % 1_000 == 999)
            {
                producer.Flush(TimeSpan.FromSeconds(6));
            }
        }

        Assert.NotEqual(0, refused);
    }

    /// <summary>Trips that are no one's expectation.</summary>
    public void Produce(IEnumerable<(int Trip, long Cents)> trips)
    {
        using IProducer<Null, string> producer = Producer();
        foreach ((int trip, long cents) in trips)
        {
            Send(producer, trip % Partitions, Json(trip, 1, cents, s_start));
        }

        producer.Finish();
    }

    public void Produce(int partition, string value)
    {
        using IProducer<Null, string> producer = Producer();
        Send(producer, partition, value);
        producer.Finish();
    }

    public void Produce(int partition, byte[] value)
    {
        using IProducer<Null, byte[]> producer =
            new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = Server, LingerMs = 5 }).Build();
        producer.Send(Name, partition, new Message<Null, byte[]> { Value = value });
        producer.Finish();
    }

    /// <summary>The values of all records of a topic of one partition or more, one a line.</summary>
    public string ReadAll(string topic) => string.Join('\n', Records(topic).Select(message => message.Value));

    /// <summary>The keys of all records of a topic.</summary>
    public IEnumerable<string> KeysOf(string topic) => Records(topic).Select(message => message.Key);

    /// <summary>The values of records that are committed.</summary>
    public string[] Committed(string topic) => [.. Records(topic, IsolationLevel.ReadCommitted).Select(message => message.Value)];

    public Task DeleteAsync(IEnumerable<string> topics) => _admin.DeleteTopicsAsync(topics);

    /// <summary>The topics that a program made for itself.</summary>
    public Task DeleteOfAsync(string program) => DeleteAsync(
        _admin.GetMetadata(TimeSpan.FromSeconds(60)).Topics.Select(t => t.Topic)
            .Where(t => t.StartsWith(program + ".", StringComparison.Ordinal) || t == $"{Name}.out"));

    private List<Message<string, string>> Records(string topic, IsolationLevel isolation = IsolationLevel.ReadUncommitted)
    {
        using IConsumer<string, string> consumer = new ConsumerBuilder<string, string>(new ConsumerConfig
        {
            BootstrapServers = Server,
            GroupId = Name,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnablePartitionEof = true,
            IsolationLevel = isolation,
        }).Build();
        int partitions = _admin.GetMetadata(topic, TimeSpan.FromSeconds(60)).Topics[0].Partitions.Count;
        consumer.Assign(Enumerable.Range(0, partitions).Select(p => new TopicPartitionOffset(topic, p, Offset.Beginning)));
        List<Message<string, string>> records = [];
        for (int ended = 0; ended < partitions;)
        {
            ConsumeResult<string, string> result = consumer.Consume(TimeSpan.FromSeconds(60))
                ?? throw new TimeoutException($"{topic} does not end");
            ended += result.IsPartitionEOF ? 1 : 0;
            records.AddRange(result.IsPartitionEOF ? [] : [result.Message]);
        }

        return records;
    }

    public async ValueTask DisposeAsync()
    {
        await _admin.DeleteTopicsAsync([Name]);
        _admin.Dispose();
    }

    private IProducer<Null, string> Producer() =>
        new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = Server, LingerMs = 5 }).Build();

    private void Send(IProducer<Null, string> producer, int partition, string value) =>
        producer.Send(Name, partition, new Message<Null, string> { Value = value });

    private static string Json(int trip, int zone, long cents, DateTime at)
    {
        string fare = string.Create(CultureInfo.InvariantCulture, $"{cents / 100}.{cents % 100:D2}");
        string pickup = at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return $$"""{"trip_id":{{trip}},"zone_id":{{zone}},"fare":{{fare}},"pickup":"{{pickup}}"}""";
    }
}
