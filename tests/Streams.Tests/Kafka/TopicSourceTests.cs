using Confluent.Kafka;
using FlowLang.Connectors.Kafka;
using FlowLang.Runtime;
using FlowLang.Tests.Streams.Golden;

namespace FlowLang.Streams.Tests.Kafka;

public sealed class TopicSourceTests
{
    [SkippableFact]
    public async Task Records_arrive_in_order_and_the_end_is_told()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require(), 2);
        await topic.ProduceAsync(0, Enumerable.Range(0, 20_000).Select(i => $"a{i}"));
        await topic.ProduceAsync(1, "b0", null, "b2");
        await using SourceReader reader = await ReaderAsync(topic);
        reader.Until(() => reader.Ended.Count == 2);
        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => $"a{i}"), Of(reader, 0));
        Assert.Equal(["b0", null, "b2"], Of(reader, 1));
        Assert.Equal(20_000, reader.Next[0]);
    }

    [SkippableFact]
    public async Task A_partition_starts_where_the_store_says()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        await topic.ProduceAsync(0, "a", "b", "c");
        await using SourceReader reader = Reader(topic);
        reader.StartAt[0] = 2;
        await reader.OpenAsync(topic.Name);
        reader.Until(() => reader.Ended.Count == 1);
        Assert.Equal(["c"], Of(reader, 0));
    }

    [SkippableFact]
    public async Task A_source_that_ends_while_it_is_given_partitions_leaves_the_group()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        IStreamSource source = topic.Connection().Topic(topic.Name, new TopicSourceOptions());
        StreamProbe probe = new();
        await source.OpenAsync(KafkaTopic.Run(topic.Name, probe.Log), CancellationToken.None);
        while (source.Poll(TimeSpan.FromMilliseconds(100)) is not SourceEvent.Assigned)
        {
        }

        await source.DisposeAsync();
        Assert.Empty(probe.TakeWarnings());
    }

    [SkippableFact]
    public async Task A_source_that_was_given_partitions_and_has_not_heard_of_it_leaves_the_group()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        IStreamSource source = topic.Connection().Topic(topic.Name, new TopicSourceOptions());
        StreamProbe probe = new();
        await source.OpenAsync(KafkaTopic.Run(topic.Name, probe.Log), CancellationToken.None);
        source.Poll(TimeSpan.Zero);
        await topic.GivenAsync($"test.{topic.Name}");
        await source.DisposeAsync();
        Assert.Empty(probe.TakeWarnings());
    }

    // As where the stream behind it can't be opened.
    [SkippableFact]
    public async Task A_source_that_is_never_asked_for_records_joins_no_group()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        await using IStreamSource source = topic.Connection().Topic(topic.Name, new TopicSourceOptions());
        await source.OpenAsync(KafkaTopic.Run(topic.Name), CancellationToken.None);
        await using SourceReader other = await ReaderAsync(topic);
        other.Until(() => other.Owned.Count == 1);
    }

    [SkippableFact]
    public async Task A_first_run_may_begin_at_the_end()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        await topic.ProduceAsync(0, "old");
        await using SourceReader reader = Reader(topic, new() { Start = TopicStart.Latest });
        await reader.OpenAsync(topic.Name);
        await topic.ProduceAsync(0, "new");
        reader.Until(() => reader.Records.Count == 1);
        Assert.Equal(["new"], Of(reader, 0));
    }

    [SkippableFact]
    public async Task Deleted_records_are_refused_not_skipped()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        await topic.ProduceAsync(0, "a", "b", "c");
        await topic.DeleteBeforeAsync(0, 2);
        await using SourceReader reader = Reader(topic);
        reader.StartAt[0] = 1;
        await reader.OpenAsync(topic.Name);
        FlowException refused = Assert.Throws<FlowException>(() => reader.Until(() => reader.Records.Count > 0));
        Assert.Equal("RT4125", refused.Error.Code);
        Assert.Contains("2 is the first", refused.Error.Why, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_topic_that_ends_before_the_offset_is_another_one()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        await topic.ProduceAsync(0, "a");
        await using SourceReader reader = Reader(topic);
        reader.StartAt[0] = 7;
        await reader.OpenAsync(topic.Name);
        Assert.Equal("RT4126", Assert.Throws<FlowException>(() => reader.Until(() => reader.Records.Count > 0)).Error.Code);
    }

    [SkippableFact]
    public async Task Aborted_records_are_not_seen_and_offsets_go_over_them()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        using (IProducer<byte[], byte[]?> producer = topic.Producer(topic.Name))
        {
            producer.InitTransactions(TimeSpan.FromSeconds(30));
            for (int round = 0; round < 4; round++)
            {
                producer.BeginTransaction();
                byte[] value = [(byte)('0' + round)];
                await producer.ProduceAsync(topic.Name, new Message<byte[], byte[]?> { Key = value, Value = value });
                if (round % 2 == 0)
                {
                    producer.CommitTransaction();
                }
                else
                {
                    producer.AbortTransaction();
                }
            }
        }

        await using SourceReader reader = await ReaderAsync(topic);
        reader.Until(() => reader.Ended.Count == 1);
        Assert.Equal(["0", "2"], Of(reader, 0));
        Assert.Equal(8, reader.Next[0]);
    }

    /// <summary>The end behind the mark of a transaction is told first, and what came since in the same breath.</summary>
    [SkippableFact]
    public async Task Records_may_follow_the_notice_of_an_end_that_nobody_asked_for()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        using IProducer<byte[], byte[]?> producer = topic.Producer(topic.Name);
        producer.InitTransactions(TimeSpan.FromSeconds(30));
        await using SourceReader reader = await ReaderAsync(topic);
        for (int round = 0; round < 3; round++)
        {
            // Time for the broker to tell the end, then to send what came behind it.
            await Task.Delay(TimeSpan.FromSeconds(1));
            producer.BeginTransaction();
            await Task.WhenAll(Enumerable.Range(0, 10).Select(i => producer.ProduceAsync(
                topic.Name, new Message<byte[], byte[]?> { Key = [(byte)i], Value = "x"u8.ToArray() })));
            producer.CommitTransaction();
            await Task.Delay(TimeSpan.FromSeconds(1));
            int known = reader.Records.Count;
            reader.Until(() => reader.Records.Count > known);
        }

        reader.Until(() => reader.Records.Count == 30 && reader.Next[0] == 33);
    }

    [SkippableFact]
    public async Task A_record_of_10_MB_arrives_whole()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(
            KafkaAddress.Require(), 1, new() { ["max.message.bytes"] = "20000000" });
        byte[] large = new byte[10 << 20];
        new Random(7).NextBytes(large);
        string text = Convert.ToHexString(large.AsSpan(0, 5 << 20));
        await topic.ProduceAsync(0, "small", text, "small");
        await using SourceReader reader = await ReaderAsync(topic);
        reader.Until(() => reader.Ended.Count == 1);
        Assert.Equal(["small", text, "small"], Of(reader, 0));
    }

    [SkippableFact]
    public async Task A_paused_partition_is_silent_and_goes_on_where_it_was()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require(), 2);
        await topic.ProduceAsync(0, Enumerable.Range(0, 30_000).Select(i => $"{i}"));
        await topic.ProduceAsync(1, Enumerable.Range(0, 30_000).Select(i => $"{i}"));
        IStreamSource source = topic.Connection().Topic(topic.Name, new TopicSourceOptions { BatchRecords = 1000 });
        await using SourceReader reader = new(source);
        await reader.OpenAsync(topic.Name);
        reader.Until(() => reader.Next.GetValueOrDefault(0) > 5_000);
        source.Pause([new(topic.Name, 0)]);
        long paused = reader.Next[0];
        reader.Until(() => reader.Ended.Contains(1));
        Assert.Equal(paused, reader.Next[0]);
        source.Resume([new(topic.Name, 0)]);
        reader.Until(() => reader.Ended.Contains(0));
        Assert.Equal(Enumerable.Range(0, 30_000).Select(i => $"{i}"), Of(reader, 0));
    }

    [SkippableFact]
    public async Task Two_members_share_partitions_and_one_takes_over_what_the_other_leaves()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require(), 4);
        await using SourceReader one = await ReaderAsync(topic);
        one.Until(() => one.Owned.Count == 4);
        SourceReader two = await ReaderAsync(topic);
        one.Until(() =>
        {
            two.Step();
            return one.Owned.Count == 2 && two.Owned.Count == 2;
        });
        Assert.Empty(one.Owned.Intersect(two.Owned));
        Assert.Contains(one.Events, e => e is SourceEvent.Revoked { IsLost: false, Partitions.Length: 2 });
        await two.DisposeAsync();
        one.Until(() => one.Owned.Count == 4);
        await topic.ProduceAsync(3, "x");
        one.Until(() => one.Records.Count == 1);
    }

    [SkippableFact]
    public async Task A_static_member_comes_back_without_a_rebalance_of_others()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require(), 2);
        SourceReader one = Reader(topic, new() { InstanceId = "one" });
        await one.OpenAsync(topic.Name);
        await using SourceReader two = Reader(topic, new() { InstanceId = "two" });
        await two.OpenAsync(topic.Name);
        one.Until(() =>
        {
            two.Step();
            return one.Owned.Count == 1 && two.Owned.Count == 1;
        });
        int before = one.Owned.Single();
        int told = two.Events.Count;
        await one.DisposeAsync();
        await using SourceReader again = Reader(topic, new() { InstanceId = "one" });
        await again.OpenAsync(topic.Name);
        two.Until(() =>
        {
            again.Step();
            return again.Owned.Count == 1;
        });
        Assert.Equal(before, again.Owned.Single());
        Assert.DoesNotContain(two.Events.Skip(told), e => e is SourceEvent.Assigned or SourceEvent.Revoked);
    }

    [SkippableFact]
    public async Task A_partition_that_is_added_is_read_from_its_start()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        await using SourceReader reader = Reader(topic, new() { Start = TopicStart.Latest });
        await reader.OpenAsync(topic.Name);
        reader.Until(() => reader.Owned.Count == 1);
        await topic.AddPartitionsAsync(2);
        await topic.ProduceAsync(1, "first");
        reader.Until(() => reader.Records.Count == 1);
        Assert.Equal([0, 1], reader.Owned.Order());
        Assert.Equal(["first"], Of(reader, 1));
    }

    [SkippableFact]
    public async Task A_missing_topic_is_refused_at_start()
    {
        await using SourceReader reader = new(
            KafkaTopic.ConnectionTo(KafkaAddress.Require()).Topic("no.such.topic", new TopicSourceOptions()));
        FlowException refused = await Assert.ThrowsAsync<FlowException>(() => reader.OpenAsync("missing"));
        Assert.Equal("RT4123", refused.Error.Code);
    }

    [SkippableFact]
    public async Task Deleted_while_it_is_read_is_told()
    {
        KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        await using SourceReader reader = await ReaderAsync(topic);
        reader.Until(() => reader.Ended.Count == 1);
        await topic.DisposeAsync();
        Assert.Equal("RT4123", Assert.Throws<FlowException>(() => reader.Until(() => false)).Error.Code);
    }

    private static SourceReader Reader(KafkaTopic topic, TopicSourceOptions? options = null) =>
        new(topic.Connection().Topic(topic.Name, options ?? new TopicSourceOptions()));

    private static async Task<SourceReader> ReaderAsync(KafkaTopic topic)
    {
        SourceReader reader = Reader(topic);
        await reader.OpenAsync(topic.Name);
        return reader;
    }

    private static IEnumerable<string?> Of(SourceReader reader, int partition) =>
        reader.Records.Where(r => r.Partition.Number == partition).Select(r => r.Value);
}
