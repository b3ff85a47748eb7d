using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>Topics of a test's own, and what was sent to them as rows that SQL can join.</summary>
internal sealed class JoinTopics : IAsyncDisposable
{
    private static readonly DateTime s_start = new(2024, 3, 10, 6, 0, 0, DateTimeKind.Utc);
    private readonly IAdminClient _admin;
    private readonly string _name = $"e2e.{Guid.NewGuid():N}";

    private JoinTopics(string server)
    {
        Server = server;
        _admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = server }).SetLogHandler((_, _) => { }).Build();
    }

    public string Server { get; }

    /// <summary>Of the streams `clicks` and `orders`; the topics have their names behind one of the test's own.</summary>
    public string Prefix => _name;

    /// <summary>Made-up rows as SQL: `(id, user, seconds)`, by stream.</summary>
    public Dictionary<string, List<(int Id, int User, double Seconds)>> Sent { get; } = [];

    public static async Task<JoinTopics> CreateAsync(params (string Name, int Partitions)[] topics)
    {
        JoinTopics made = new(KafkaAddress.Require());
        await made._admin.CreateTopicsAsync(topics.Select(t => new TopicSpecification
        {
            Name = $"{made._name}.{t.Name}",
            NumPartitions = t.Partitions,
            ReplicationFactor = 1,
        }));
        topics.ToList().ForEach(t => made.Sent.Add(t.Name, []));
        return made;
    }

    /// <summary>Sends rows of <paramref name="perSecond"/> a second of event time, up to two seconds out of order.</summary>
    public void Produce(string topic, int rows, int partitions, int users, double perSecond, int seed)
    {
        Random random = new(seed);
        List<(int Id, int User, double Seconds)> sent = Sent[topic];
        using IProducer<string, string> producer = Producer();
        for (int end = sent.Count + rows; sent.Count < end;)
        {
            (int Id, int User, double Seconds) row =
                (sent.Count, random.Next(users), Math.Round(Math.Max(0, (sent.Count / perSecond) - random.NextDouble() * 2), 3));
            sent.Add(row);
            Send(producer, topic, row.Id % partitions, row);
        }

        producer.Finish();
    }

    /// <summary>
    /// Sends changes of users as Debezium tells of them: inserts and updates, and some deletes; up to two seconds out of order, those of a
    /// user in one partition.
    /// </summary>
    public void Change(string topic, int changes, int partitions, int users, double perSecond, int seed)
    {
        Random random = new(seed);
        List<(int Id, int User, double Seconds)> sent = Sent[topic];
        using IProducer<string, string> producer = Producer();
        for (int end = sent.Count + changes; sent.Count < end;)
        {
            (int Id, int User, double Seconds) row =
                (sent.Count, random.Next(users), Math.Round(Math.Max(0, (sent.Count / perSecond) - random.NextDouble() * 2), 3));
            sent.Add(row);
            Change(producer, topic, row.User % partitions, row);
        }

        producer.Finish();
    }

    /// <summary>A change thirty days later in each partition, of no user.</summary>
    public void CloseChanges(string topic, int partitions)
    {
        using IProducer<string, string> producer = Producer();
        for (int partition = 0; partition < partitions; partition++)
        {
            Change(producer, topic, partition, (1, -1 - partition, 30 * 86_400));
        }

        producer.Finish();
    }

    /// <summary>Whether the change of this number is a delete.</summary>
    public static bool IsDelete(int number) => number % 5 == 0;

    /// <summary>A row thirty days later in each partition, of no user.</summary>
    public void Close(string topic, int partitions)
    {
        using IProducer<string, string> producer = Producer();
        for (int partition = 0; partition < partitions; partition++)
        {
            Send(producer, topic, partition, (-1 - partition, -1, 30 * 86_400));
        }

        producer.Finish();
    }

    public void Send(string topic, int partition, string? key, string? value)
    {
        using IProducer<string, string> producer = Producer();
        Send(producer, topic, partition, key, value);
        producer.Finish();
    }

    /// <summary>What was sent to a topic as a table of the database: `(id, user_id, at)`.</summary>
    public async Task StoreAsync(string topic, PostgresDatabase database)
    {
        await database.ExecuteAsync($"create table {topic} (id int, user_id int, at timestamptz)");
        foreach ((int Id, int User, double Seconds)[] chunk in Sent[topic].Chunk(1_000))
        {
            await database.ExecuteAsync($"insert into {topic} values {string.Join(", ", chunk.Select(
                r => $"({r.Id}, {r.User}, '{Text(r.Seconds)}')"))}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _admin.DeleteTopicsAsync(Sent.Keys.Select(t => $"{_name}.{t}"));
        _admin.Dispose();
    }

    private IProducer<string, string> Producer() =>
        new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = Server, LingerMs = 5 }).Build();

    private void Send(IProducer<string, string> producer, string topic, int partition, (int Id, int User, double Seconds) row) => Send(
        producer, topic, partition, row.Id.ToString(CultureInfo.InvariantCulture),
        $$"""{"id":{{row.Id}},"user_id":{{row.User}},"at":"{{Text(row.Seconds)}}"}""");

    private void Send(IProducer<string, string> producer, string topic, int partition, string? key, string? value) =>
        producer.Send($"{_name}.{topic}", partition, new Message<string, string> { Key = key ?? "", Value = value ?? "" });

    private void Change(IProducer<string, string> producer, string topic, int partition, (int Id, int User, double Seconds) row)
    {
        string user = row.User.ToString(CultureInfo.InvariantCulture);
        long time = new DateTimeOffset(s_start).AddMilliseconds(row.Seconds * 1000).ToUnixTimeMilliseconds();
        string before = IsDelete(row.Id) ? $$"""{"id":{{user}},"name":null}""" : "null";
        string after = IsDelete(row.Id) ? "null" : $$"""{"id":{{user}},"name":"v{{row.Id}}"}""";
        Send(
            producer, topic, partition, user,
            $$"""{"before":{{before}},"after":{{after}},"source":{"ts_ms":{{time}}},"op":"{{(IsDelete(row.Id) ? "d" : "u")}}"}""");
    }

    private static string Text(double seconds) =>
        s_start.AddMilliseconds(seconds * 1000).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
