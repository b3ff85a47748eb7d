using System.Collections.Immutable;
using FlowLang.Connectors.Kafka;
using FlowLang.Runtime;
using FlowLang.Streams.Tests.Store;

namespace FlowLang.Streams.Tests.Kafka;

public sealed class TopicStoreTests
{
    [SkippableTheory]
    [InlineData(TopicDelivery.AtLeastOnce)]
    [InlineData(TopicDelivery.ExactlyOnce)]
    public async Task A_round_is_there_with_its_offsets_and_another_store_goes_on(TopicDelivery delivery)
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        await using (IStreamStore store = await OpenAsync(topic, delivery))
        {
            Assert.Empty(await store.TakeAsync(0, 1));
            await store.CommitAsync(1, 10, TestRows.Of(1, 2), StoreDatabase.Change("a"));
            await store.CommitAsync(
                2, 20, new TestRows((2, null, 0, true), (3, null, -5, false)),
                StoreDatabase.Change("b"), StoreDatabase.Change("x", group: 7));
        }

        Assert.Equal(
            [
                ("1", """{"id":1,"name":"n1","amount":"1.00"}"""), ("2", """{"id":2,"name":"n2","amount":"2.00"}"""), ("2", null),
                ("3", """{"id":3,"name":null,"amount":"-0.05"}"""),
            ],
            TopicReading.Read(topic.Server, topic.Name).Select(r => (r.Key, r.Value)));
        await using IStreamStore next = await OpenAsync(topic, delivery);
        Assert.Equal(new PartitionProgress(StoreDatabase.Partition(0), 20, 200), Assert.Single(await next.TakeAsync(0, 1)));
        Assert.Equal(["load/0: a", "load/0: b", "load/7: x"], await next.StateAsync());
    }

    [SkippableFact]
    public async Task What_replaces_state_takes_back_what_was()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        await using (IStreamStore store = await OpenAsync(topic, TopicDelivery.ExactlyOnce))
        {
            await store.TakeAsync(0);
            await store.CommitAsync(1, 1, TestRows.Of(), StoreDatabase.Change("a"), StoreDatabase.Change("b"));
            await store.CommitAsync(2, 2, TestRows.Of(), StoreDatabase.Change("c", replaces: true), StoreDatabase.Change("d"));
        }

        await using IStreamStore next = await OpenAsync(topic, TopicDelivery.ExactlyOnce);
        Assert.Equal(["load/0: c", "load/0: d"], await next.StateAsync());
        await next.TakeAsync(0);
        await next.CommitAsync(1, 3, TestRows.Of(), StoreDatabase.Change("e", replaces: true));
        Assert.Equal(["load/0: e"], await next.StateAsync());
    }

    [SkippableFact]
    public async Task A_former_owner_is_fenced_and_readers_see_nothing_of_its_round()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        await using IStreamStore zombie = await OpenAsync(topic, TopicDelivery.ExactlyOnce);
        await zombie.TakeAsync(0);
        await zombie.CommitAsync(1, 10, TestRows.Of(1));
        await using IStreamStore owner = await OpenAsync(topic, TopicDelivery.ExactlyOnce);
        Assert.Equal(10, Assert.Single(await owner.TakeAsync(0)).NextOffset);
        await Assert.ThrowsAsync<FencedException>(() => zombie.CommitAsync(2, 20, TestRows.Of(2), StoreDatabase.Change("zombie")));
        await owner.CommitAsync(1, 15, TestRows.Of(3));
        Assert.Equal(["1", "3"], TopicReading.Read(topic.Server, topic.Name).Select(r => r.Key));
        Assert.Empty(await owner.StateAsync());
    }

    [SkippableFact]
    public async Task A_value_without_a_form_takes_the_whole_round_back()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        ImmutableArray<Column> columns = [new("x", ColumnType.Float64)];
        IStreamStore store = topic.Connection().Store([new TopicTarget(topic.Name, columns, [])], new TopicStoreOptions());
        await using (store)
        {
            await store.OpenAsync(KafkaTopic.Run(topic.Name), StoreDatabase.NoState, CancellationToken.None);
            await store.TakeAsync(0);
            FlowException refused = await Assert.ThrowsAsync<FlowException>(
                () => store.CommitAsync(1, 1, new FloatRows(1, double.NaN)));
            Assert.Equal("RT4132", refused.Error.Code);
            await store.CommitAsync(2, 2, new FloatRows(2));
        }

        Assert.Equal(["""{"x":2}"""], TopicReading.Read(topic.Server, topic.Name).Select(r => r.Value));
    }

    [SkippableFact]
    public async Task State_of_another_program_is_refused_by_operator()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        await (await OpenAsync(topic, TopicDelivery.ExactlyOnce)).DisposeAsync();
        FlowException refused = await Assert.ThrowsAsync<FlowException>(
            () => OpenAsync(topic, TopicDelivery.ExactlyOnce, new StateSignature([new("load", "max")])));
        Assert.Equal("RT4130", refused.Error.Code);
        Assert.Equal("`load`: its state is of sum; the program has max", refused.Error.Why);
    }

    private static async Task<IStreamStore> OpenAsync(KafkaTopic topic, TopicDelivery delivery, StateSignature? signature = null)
    {
        IStreamStore store = topic.Connection().Store(
            [new TopicTarget(topic.Name, TestRows.All, ["id"])], new TopicStoreOptions { Delivery = delivery });
        await store.OpenAsync(KafkaTopic.Run(topic.Name), signature ?? new StateSignature([new("load", "sum")]), CancellationToken.None);
        return store;
    }

    private sealed class FloatRows(params double[] values) : StreamRows
    {
        public override ImmutableArray<Column> Columns => [new("x", ColumnType.Float64)];

        public override int Count => values.Length;

        public override void Write<TWriter>(int from, int to, ref TWriter writer)
        {
            for (int i = from; i < to; i++)
            {
                writer.BeginRow();
                writer.Float(values[i]);
                writer.EndRow();
            }
        }
    }
}
