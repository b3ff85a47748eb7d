using FlowLang.Runtime;
using FlowLang.Streams;
using FlowLang.Tests.Streams.Support;

namespace FlowLang.Tests.Streams.Repartition;

/// <summary>Groups are kept with the partitions of their keys, which are in others when there are more partitions.</summary>
public sealed class AddedPartitionTests
{
    private const string Groups = "from events | window tumble(10s, on: at) | aggregate n = count() by k, window_start";

    [Fact]
    public async Task A_partition_that_is_added_ends_a_stream_with_groups()
    {
        MemorySource source = new("events", 2);
        source.Add(0, "a,1970-01-01T00:00:01Z");
        Shared live = new(Program(Groups), source);
        Task run = live.RunAsync(StreamRuns.Batch(isBounded: false), CancellationToken.None);
        source.Tell(new SourceEvent.Assigned([source.Partition(2)]));

        FlowError error = (await Assert.ThrowsAsync<FlowException>(() => run)).Error;
        Assert.Equal(("RT4191", ErrorKind.Schema), (error.Code, error.Kind));
        Assert.Contains("events[2] was added: the topic had 2 partitions", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_there_at_a_start_is_refused_by_the_state()
    {
        MemorySource source = new("events", 1);
        source.Add(0, "a,1970-01-01T00:00:01Z");
        Shared first = new(Program(Groups), source);
        await first.RunAsync(StreamRuns.Batch(), CancellationToken.None);
        Shared second = new(Program(Groups), new MemorySource("events", 2)) { Stores = first.Stores };

        FlowError error = (await Assert.ThrowsAsync<FlowException>(
            () => second.RunAsync(StreamRuns.Batch(), CancellationToken.None))).Error;
        Assert.Equal(ErrorKind.Schema, error.Kind);
        Assert.Contains("partitions of events", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_remembers_nothing_takes_it()
    {
        MemorySource source = new("events", 1);
        source.Add(0, "a,1970-01-01T00:00:01Z");
        Shared first = new(Program("from events | select k"), source);
        await first.RunAsync(StreamRuns.Batch(), CancellationToken.None);
        MemorySource grown = new("events", 2);
        grown.Add(0, "a,1970-01-01T00:00:01Z");
        grown.Add(1, "b,1970-01-01T00:00:01Z");
        Shared second = new(Program("from events | select k"), grown) { Stores = first.Stores };
        await second.RunAsync(StreamRuns.Batch(), CancellationToken.None);

        Assert.Equal(["\"a\"", "\"b\""], Assert.Single(MemoryTables.Of(second.Stores.Values)));
    }

    private static CompiledProgram Program(string query) => CompiledProgram.Of(
        $$"""
        type Event = { k: text, at: instant }
        connection bus: kafka { brokers: ["nowhere:9092"] }
        connection pg: postgres { url: "postgresql://nowhere/none" }
        stream events: append<Event> from bus.topic("events") { format: csv, event_time: at, watermark: lag(5s), key: k }
        transform rows = {{query}}
        pipeline live {
          write rows to pg.table("rows") { mode: append }
          instances: 2
        }
        """);

    private sealed class Shared(CompiledProgram program, MemorySource source) : StreamPipeline
    {
        public override PipelineDefinition Definition { get; } = new("live", "main.flow", 1);

        public SortedDictionary<int, MemoryStore> Stores { get; init; } = [];

        protected override StreamTopology CreateTopology(StreamRun run)
        {
            StreamTopology topology = program.Topology("live", run);
            lock (Stores)
            {
                int shard = run.Shard ?? -1;
                if (!Stores.TryGetValue(shard, out MemoryStore? store))
                {
                    Stores.Add(shard, store = new MemoryStore());
                }

                return topology with { Inputs = [topology.Inputs[0] with { Source = source }], Store = store };
            }
        }
    }
}
