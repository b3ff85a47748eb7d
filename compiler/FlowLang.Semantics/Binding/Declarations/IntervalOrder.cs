using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>
/// Whether runs of different intervals keep out of each other's rows and files. Where they don't, what stays depends on their order, and
/// a backfill runs them one by one.
/// </summary>
internal static class IntervalOrder
{
    /// <summary>Null where several intervals may run at once, else the reason why not.</summary>
    public static string? Why(BoundPartition partition, IEnumerable<BoundWrite> writes) =>
        writes.Select(write => Why(partition, write)).FirstOrDefault(why => why is not null);

    private static string? Why(BoundPartition partition, BoundWrite write)
    {
        string? rejects = write.Rejects is { Descriptor.HasOrigin: true } sink && !IsFolder(sink) ? SharedPath(partition, sink) : null;
        return rejects ?? (write.Sink.Descriptor.HasOrigin ? File(partition, write) : Table(partition, write));
    }

    private static string? File(BoundPartition partition, BoundWrite write) =>
        write.Mode == WriteMode.Append ? null : SharedPath(partition, write.Sink);

    private static string? Table(BoundPartition partition, BoundWrite write) => write.Mode switch
    {
        _ when write.Sink.Connection is null => null,
        WriteMode.Append => null,
        WriteMode.Replace => $"`{write.Name}`: each interval replaces the whole table",
        WriteMode.Upsert when partition.On is { } on && write.Key.Contains(on) => null,
        WriteMode.Upsert => $"`{write.Name}`: a key may come in several intervals, and the last one stays",
        WriteMode.ReplacePartition when write.PartitionColumns is [var column] && column == partition.On => null,
        WriteMode.ReplacePartition => $"`{write.Name}`: several intervals may replace the same partition",
        _ => $"`{write.Name}`: versions are made in the order of the intervals",
    };

    // An interval has a path of its own where the placeholder is as fine as the interval.
    private static string? SharedPath(BoundPartition partition, BoundEndpoint sink) =>
        string.Equals(Placeholders.Finest(sink), partition.Unit.ToString(), StringComparison.OrdinalIgnoreCase)
            ? null
            : $"several intervals write `{sink.Text("path") ?? sink.Descriptor.Name}`";

    private static bool IsFolder(BoundEndpoint sink) => sink.Text("path") is { } path && path.EndsWith('/');
}
