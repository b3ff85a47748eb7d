using System.Collections.Immutable;
using System.Text;
using Confluent.Kafka;
using FlowLang.Connectors.Kafka;
using FlowLang.Connectors.Postgres.Streams;

namespace FlowLang.Streams.Tests.Capture;

/// <summary>Changes into a topic: all of them, in the order of a key, and after a restart none is missing.</summary>
public sealed class CaptureRelayTests
{
    [SkippableFact]
    public async Task Changes_are_in_the_topic_as_they_are_in_the_table()
    {
        string kafka = KafkaAddress.Require();
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(
            "CREATE TABLE t (id int PRIMARY KEY, v int); INSERT INTO t SELECT i, 0 FROM generate_series(1, 5000) i");
        CaptureOptions options = CaptureReader.Options("t") with { MayRepeatSnapshot = true };
        string topic = $"cdc-{Guid.NewGuid():N}";
        await RelayAsync(database, options, kafka, topic);
        await database.ExecuteAsync("UPDATE t SET v = id; DELETE FROM t WHERE id % 5 = 0; UPDATE t SET id = -id WHERE id < 100");
        await RelayAsync(database, options, kafka, topic);
        (Dictionary<string, string?> rows, int records) = Read(kafka, topic);
        Assert.Equal(5000 + 5000 + (1000 * 2) + (80 * 3), records);
        var live = rows.Where(r => r.Value is not null).Select(r => $"{r.Key}={r.Value}").Order(StringComparer.Ordinal);
        var wanted = (await database.RowsAsync("id, v", "FROM t")).Select(row => row.Split('|'))
            .Select(row => $$"""{"id":{{row[0]}}}={"id":{{row[0]}},"v":{{row[1]}}}""").Order(StringComparer.Ordinal);
        Assert.Equal(wanted, live);
    }

    [SkippableFact]
    public async Task A_relay_that_ends_before_its_records_are_acknowledged_sends_them_again()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t SELECT generate_series(1, 20000)");
        CaptureOptions options = CaptureReader.Options("t") with { MayRepeatSnapshot = true };
        MemoryOutput output = new() { FailsAfter = 3 };
        for (int life = 0; life < 3; life++)
        {
            await Assert.ThrowsAsync<IOException>(() => RelayAsync(database, options, output));
            await database.ExecuteAsync($"INSERT INTO t SELECT generate_series({(life + 2) * 20000}, {(life + 2) * 20000} + 9999)");
            output.Calls = 0;
        }

        output.FailsAfter = int.MaxValue;
        await RelayAsync(database, options, output);
        Assert.Equal(50_000, output.Keys.Count);
        output.Keys.Clear();
        await RelayAsync(database, options, output);
        Assert.Empty(output.Keys);
    }

    private static Task RelayAsync(PostgresDatabase database, CaptureOptions options, string kafka, string topic) =>
        RelayAsync(
            database, options,
            new KafkaConnection("bus", new KafkaOptions { Brokers = [kafka] }, CaptureReader.Run().Settings).Records(topic));

    private static async Task RelayAsync(PostgresDatabase database, CaptureOptions options, params ImmutableArray<IRecordOutput> outputs)
    {
        CaptureSource source = new(CaptureReader.Connection(database.Url), options);
        await using RecordRelay relay = new(source, outputs, CaptureReader.Run(isBounded: true));
        await relay.RunAsync(CancellationToken.None);
    }

    private static (Dictionary<string, string?> Rows, int Records) Read(string kafka, string topic)
    {
        using IConsumer<byte[], byte[]> consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig
        {
            BootstrapServers = kafka,
            GroupId = topic,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnablePartitionEof = true,
        }).Build();
        consumer.Subscribe(topic);
        Dictionary<string, string?> rows = [];
        int records = 0;
        HashSet<int> ended = [];
        while (ended.Count == 0 || ended.Count < consumer.Assignment.Count)
        {
            ConsumeResult<byte[], byte[]> record = consumer.Consume(TimeSpan.FromSeconds(60));
            Assert.NotNull(record);
            if (record.IsPartitionEOF)
            {
                ended.Add(record.Partition.Value);
                continue;
            }

            records++;
            string? value = record.Message.Value is null ? null : Encoding.UTF8.GetString(record.Message.Value);
            string key = Encoding.UTF8.GetString(record.Message.Key);
            rows[key] = value is null ? null : CaptureReader.Change.Parse(key, record.Message.Value).After;
        }

        return (rows, records);
    }

    /// <summary>Acknowledges, until it fails.</summary>
    private sealed class MemoryOutput : IRecordOutput
    {
        public HashSet<string> Keys { get; } = [];

        public int FailsAfter { get; set; }

        public int Calls { get; set; }

        public string Name => "memory";

        public Task OpenAsync(StreamRun run, CancellationToken cancel) => Task.CompletedTask;

        public Task WriteAsync(RecordBatch batch, CancellationToken cancel)
        {
            if (++Calls > FailsAfter)
            {
                return Task.FromException(new IOException("the broker is gone"));
            }

            for (int i = 0; i < batch.Count; i++)
            {
                Keys.Add(Encoding.UTF8.GetString(batch.Key(i)));
            }

            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
