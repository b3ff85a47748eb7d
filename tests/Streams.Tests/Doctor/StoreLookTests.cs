using FlowLang.Connectors.Files;
using FlowLang.Connectors.Files.Streams;
using FlowLang.Connectors.Kafka;
using FlowLang.Connectors.Postgres.Streams;
using FlowLang.Streams.Tests.Kafka;
using FlowLang.Streams.Tests.Store;

namespace FlowLang.Streams.Tests.Doctor;

/// <summary>A look at each kind of store, before it was used, while it is, and by a program whose state is another.</summary>
public sealed class StoreLookTests
{
    private static readonly StateSignature Mine = new([new("load", "sum")]);
    private static readonly StateSignature Other = new([new("load", "count")]);
    private static readonly PartitionProgress Kept = new(StoreDatabase.Partition(0), 10, 100);

    [SkippableFact]
    public async Task Topics()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        string pipeline = topic.Name;
        string log = $"test.{pipeline}.changelog";
        IStreamStore Store(int? partitions = null) => topic.Connection().Store(
            [new TopicTarget(topic.Name, TestRows.All, ["id"]) { Partitions = partitions }], new TopicStoreOptions());
        string sink = $"sink bus.topic(\"{topic.Name}\")";
        Assert.Equal(
            [$"{sink}: appends to topic {topic.Name}, 1 partition", $"state bus.topic(\"{log}\"): creates topic {log}"],
            await Looks.AtAsync(Store(), pipeline, Mine, []));

        await using IStreamStore store = Store();
        await UseAsync(store, pipeline);
        Assert.Equal($"state bus.topic(\"{log}\"): goes on with 1 partition", (await Looks.AtAsync(Store(), pipeline, Mine, [Kept]))[1]);
        Assert.Equal([$"{sink}: RT4134", $"state bus.topic(\"{log}\"): RT4130"], await Looks.AtAsync(Store(2), pipeline, Other));
        await GoOnAsync(store);
    }

    [SkippableFact]
    public async Task Tables()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        PostgresStreamStore Store() => new(StoreDatabase.Connection(database.ConnectionString), [StoreDatabase.Table()]);
        await using IStreamStore store = Store();
        await UseAsync(store, "tables");
        Assert.Equal(
            ["sink pg.table(\"public.zones\"): upserts into public.zones", "state in pg: goes on with 1 partition"],
            await Looks.AtAsync(Store(), "tables", Mine, [Kept]));
        Assert.Equal("state in pg: RT4130", (await Looks.AtAsync(Store(), "tables", Other))[1]);
        await GoOnAsync(store);

        string user = $"u_{Guid.NewGuid():N}";
        await database.ExecuteAsync($"CREATE USER {user}");
        try
        {
            PostgresStreamStore poor = new(StoreDatabase.Connection(database.UrlFor(user, null)), [StoreDatabase.Table()]);
            Assert.Equal(["sink pg.table(\"public.zones\"): RT6004", "state in pg: RT6004"], await Looks.AtAsync(poor, "tables", Mine));
        }
        finally
        {
            await database.ExecuteAsync($"DROP USER {user}");
        }
    }

    [Fact]
    public async Task Folders()
    {
        string root = Directory.CreateTempSubdirectory("flow-look").FullName;
        FileStreamStore Store() => new(
            new FilesConnection("lake", root, KafkaTopic.Run("folders").Settings),
            [new FileTarget("load", "loads/", FileFormat.Parquet, TestRows.All)]);
        try
        {
            const string state = "state lake: .flow/test.folders";
            Assert.Equal(
                ["sink lake.parquet(\"loads/\"): creates loads", $"{state}: the first start creates its ledger"],
                await Looks.AtAsync(Store(), "folders", Mine, []));
            Assert.Empty(Directory.EnumerateFileSystemEntries(root));

            await using (FileStreamStore store = Store())
            {
                await UseAsync(store, "folders");
                Assert.Equal($"{state}: goes on with 1 partition", (await Looks.AtAsync(Store(), "folders", Mine, [Kept]))[1]);
                await GoOnAsync(store);
            }

            string[] left = Directory.GetFiles(root, "*", SearchOption.AllDirectories);
            Assert.Equal(
                ["sink lake.parquet(\"loads/\"): adds files to loads", $"{state}: RT4130"],
                await Looks.AtAsync(Store(), "folders", Other));
            Assert.Equal(left, Directory.GetFiles(root, "*", SearchOption.AllDirectories));

            Directory.Delete(Path.Combine(root, "loads"));
            await File.WriteAllTextAsync(Path.Combine(root, "loads"), "");
            Assert.Equal("sink lake.parquet(\"loads/\"): RT2023", (await Looks.AtAsync(Store(), "folders", Mine))[0]);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task UseAsync(IStreamStore store, string pipeline)
    {
        await store.OpenAsync(KafkaTopic.Run(pipeline), Mine, CancellationToken.None);
        await store.TakeAsync(0);
        await store.CommitAsync(1, Kept.NextOffset, TestRows.Of(1), StoreDatabase.Change("a"));
    }

    // Who was looked at still owns what it has.
    private static Task GoOnAsync(IStreamStore store) => store.CommitAsync(2, 20, TestRows.Of(2), StoreDatabase.Change("b"));
}
