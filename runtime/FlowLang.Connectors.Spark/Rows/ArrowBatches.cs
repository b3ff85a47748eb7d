using Apache.Arrow;
using Apache.Arrow.Ipc;
using FlowLang.Connectors.Spark.Protocol;

namespace FlowLang.Connectors.Spark;

/// <summary>Rows on the wire: an Arrow IPC stream a message, with its own schema.</summary>
internal static class ArrowBatches
{
    public static async Task<IReadOnlyList<RecordBatch>> ReadAsync(ExecutePlanResponse.Types.ArrowBatch message, CancellationToken cancel)
    {
        using ArrowStreamReader reader = new(message.Data.Memory);
        List<RecordBatch> batches = [];
        while (await reader.ReadNextRecordBatchAsync(cancel) is { } batch)
        {
            if (batch.Length > 0)
            {
                batches.Add(batch);
            }
        }

        return batches;
    }

    public static async Task<ReadOnlyMemory<byte>> WriteAsync(IReadOnlyList<RecordBatch> batches, CancellationToken cancel)
    {
        using MemoryStream bytes = new();
        using (ArrowStreamWriter writer = new(bytes, batches[0].Schema, leaveOpen: true))
        {
            await writer.WriteStartAsync(cancel);
            foreach (RecordBatch batch in batches)
            {
                await writer.WriteRecordBatchAsync(batch, cancel);
            }

            await writer.WriteEndAsync(cancel);
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }
}
