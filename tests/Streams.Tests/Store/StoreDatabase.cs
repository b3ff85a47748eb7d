using System.Collections.Immutable;
using System.Text;
using FlowLang.Connectors.Postgres;
using FlowLang.Connectors.Postgres.Streams;
using FlowLang.Runtime;
using FlowLang.Streams;
using FlowLang.Streams.Tests.Kafka;

namespace FlowLang.Streams.Tests.Store;

/// <summary>Stores and rounds on one database.</summary>
internal static class StoreDatabase
{
    public static readonly StateSignature NoState = new([]);

    public static StreamPartition Partition(int number) => new("trips", number);

    public static PostgresConnection Connection(string connectionString) =>
        new("pg", new PostgresOptions { Url = new Secret("url", connectionString) });

    public static TableTarget Table(WriteMode mode = WriteMode.Upsert, string name = "zones") =>
        new(
            name, new TableOptions { Mode = mode },
            mode == WriteMode.Upsert ? TestRows.All : [.. TestRows.All.Select(c => c with { IsKey = false })]);

    public static async Task<PostgresStreamStore> OpenAsync(
        string connectionString, TableTarget? target = null, StateSignature? signature = null, string group = "live")
    {
        PostgresStreamStore store = new(Connection(connectionString), [target ?? Table()]);
        await store.OpenAsync(KafkaTopic.Run(group), signature ?? NoState, CancellationToken.None);
        return store;
    }

    public static Task<ImmutableArray<PartitionProgress>> TakeAsync(this IStreamStore store, params int[] partitions) =>
        store.TakeAsync([.. partitions.Select(Partition)], CancellationToken.None);

    public static Task CommitAsync(this IStreamStore store, long number, long next, StreamRows rows, params StateChange[] state) =>
        store.CommitAsync(
            new StreamCommit(number, [new PartitionProgress(Partition(0), next, next * 10)], [rows], [.. state]), CancellationToken.None);

    public static StateChange Change(string entries, bool replaces = false, string name = "load", int group = 0) =>
        new(name, group, replaces, Encoding.UTF8.GetBytes(entries));

    public static async Task<string[]> StateAsync(this IStreamStore store)
    {
        List<string> found = [];
        await foreach (StateChange change in store.RestoreAsync(CancellationToken.None))
        {
            found.Add($"{change.Operator}/{change.Group}: {Encoding.UTF8.GetString(change.Entries.Span)}");
        }

        return [.. found];
    }
}
