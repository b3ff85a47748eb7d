using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary><c>rd_kafka_topic_partition_list_t</c>, made for one call.</summary>
internal sealed unsafe class PartitionList : IDisposable
{
    private readonly Native* _list;

    public PartitionList(IEnumerable<(StreamPartition Partition, long Offset)> partitions)
    {
        _list = Librdkafka.NewList(8);
        foreach ((StreamPartition partition, long offset) in partitions)
        {
            Librdkafka.Add(_list, partition.Topic, partition.Number)->Offset = offset;
        }
    }

    /// <param name="partitions">Without offsets.</param>
    public PartitionList(IEnumerable<StreamPartition> partitions)
        : this(partitions.Select(p => (p, -1001L)))
    {
    }

    public Native* Pointer => _list;

    public static ImmutableArray<StreamPartition> Read(Native* list)
    {
        var found = ImmutableArray.CreateBuilder<StreamPartition>(list->Count);
        for (int i = 0; i < list->Count; i++)
        {
            found.Add(new StreamPartition(Marshal.PtrToStringUTF8((nint)list->Items[i].Topic) ?? "", list->Items[i].Partition));
        }

        return found.ToImmutable();
    }

    public void Dispose() => Librdkafka.DestroyList(_list);

    [StructLayout(LayoutKind.Sequential)]
    internal struct Native
    {
        public int Count;
        public int Size;
        public Item* Items;
    }

    /// <summary><c>rd_kafka_topic_partition_t</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Item
    {
        public byte* Topic;
        public int Partition;
        public long Offset;
        public nint Metadata;
        public nuint MetadataSize;
        public nint Opaque;
        public int Error;
        public nint Private;
    }
}
