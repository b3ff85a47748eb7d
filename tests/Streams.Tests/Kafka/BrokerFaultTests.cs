using FlowLang.Connectors.Kafka;
using FlowLang.Runtime;
using FlowLang.Streams.Tests.Store;

namespace FlowLang.Streams.Tests.Kafka;

/// <summary>A broker that is killed, stopped and started again under sources and stores.</summary>
public sealed class BrokerFaultTests
{
    [SkippableFact]
    public async Task A_source_outlives_a_kill_and_a_stop_and_misses_and_doubles_nothing()
    {
        await using PrivateServer broker = await PrivateServer.StartAsync("kafka", memory: "384m");
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(broker.Address, 2);
        await using SourceReader reader = new(topic.Connection().Topic(topic.Name, new TopicSourceOptions()));
        await reader.OpenAsync(topic.Name);
        await topic.ProduceAsync(0, Enumerable.Range(0, 5000).Select(i => $"{i}"));
        reader.Until(() => reader.Records.Count >= 1000);
        await broker.KillAsync();
        for (int i = 0; i < 20; i++)
        {
            reader.Step();
        }

        await broker.RestartAsync();
        await topic.ProduceAsync(1, Enumerable.Range(5000, 5000).Select(i => $"{i}"));
        reader.Until(() => reader.Records.Count >= 10_000);
        await broker.StopAsync();
        for (int i = 0; i < 20; i++)
        {
            reader.Step();
        }

        await broker.ContinueAsync();
        await topic.ProduceAsync(0, "last");
        reader.Until(() => reader.Records.Count >= 10_001);
        Assert.Equal(
            Enumerable.Range(0, 10_000).Select(i => $"{i}").Append("last").Order(StringComparer.Ordinal),
            reader.Records.Select(r => r.Value ?? "").Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task Rounds_of_a_store_are_there_once_though_the_broker_is_killed_between()
    {
        await using PrivateServer broker = await PrivateServer.StartAsync("kafka", memory: "384m");
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(broker.Address);
        int next = 0;
        IStreamStore store = await OpenAsync(topic);
        try
        {
            await store.TakeAsync(0);
            for (int round = 1; next < 12; round++)
            {
                Task? restart = null;
                if (round == 5)
                {
                    await broker.KillAsync();
                    restart = broker.RestartAsync();
                }

                try
                {
                    await store.CommitAsync(round, next + 1, TestRows.Of(next), StoreDatabase.Change($"{next}"));
                    next++;
                }
                catch (FlowException)
                {
                    // As the engine does: what counts is in the store.
                    await (restart ?? Task.CompletedTask);
                    await store.DisposeAsync();
                    store = await OpenAsync(topic);
                    next = (int)((await store.TakeAsync(0)).FirstOrDefault()?.NextOffset ?? 0);
                }

                await (restart ?? Task.CompletedTask);
            }

            Assert.Equal(Enumerable.Range(0, 12).Select(i => $"load/0: {i}"), await store.StateAsync());
            Assert.Equal(Enumerable.Range(0, 12).Select(i => $"{i}"), TopicReading.Read(broker.Address, topic.Name).Select(r => r.Key));
        }
        finally
        {
            await store.DisposeAsync();
        }
    }

    private static async Task<IStreamStore> OpenAsync(KafkaTopic topic)
    {
        IStreamStore store = topic.Connection().Store([new TopicTarget(topic.Name, TestRows.All, ["id"])], new TopicStoreOptions());
        await store.OpenAsync(KafkaTopic.Run(topic.Name), new StateSignature([new("load", "sum")]), CancellationToken.None);
        return store;
    }
}
