using Confluent.Kafka;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>Takes what a consumer has and sorts it by partition: records into batches, notices into what they mean.</summary>
internal sealed unsafe class MessageIntake(
    NativeConsumer consumer, KafkaTarget target, TopicSourceOptions options, Dictionary<int, OwnedPartition> owned, RunLog log)
{
    private readonly nint[] _messages = new nint[options.BatchRecords];
    private readonly List<OwnedPartition> _filled = [];

    /// <param name="ready">Gets the partitions that have batches.</param>
    /// <exception cref="FlowException">The stream can't go on.</exception>
    public void Take(TimeSpan patience, Queue<OwnedPartition> ready)
    {
        int count = consumer.Consume(_messages, patience);
        int taken = 0;
        try
        {
            while (taken < count)
            {
                Sort((NativeMessage*)_messages[taken++], count);
            }
        }
        finally
        {
            while (taken < count)
            {
                Librdkafka.Destroy((NativeMessage*)_messages[taken++]);
            }

            Hand(ready);
        }

        while (consumer.Errors.TryDequeue(out (int Code, string Reason) error))
        {
            Hear(error.Code, error.Reason);
        }
    }

    private void Sort(NativeMessage* message, int count)
    {
        if (message->Error != 0)
        {
            int error = message->Error;
            int partition = message->Partition;
            long offset = message->Offset;
            string reason = error == Librdkafka.PartitionEnd ? "" : NativeConsumer.Text(Librdkafka.ErrorText(message));
            Librdkafka.Destroy(message);
            Notice(error, partition, offset, reason, count);
        }
        else if (owned.TryGetValue(message->Partition, out OwnedPartition? to) && to.Next is { } next)
        {
            if (to.Filling is not { } batch)
            {
                batch = new TopicBatch(consumer, to.Partition, count, next);
                to.Filling = batch;
                _filled.Add(to);
            }

            batch.Add(message);
            to.Next = message->Offset + 1;
        }
        else
        {
            Librdkafka.Destroy(message);
        }
    }

    private void Hand(Queue<OwnedPartition> ready)
    {
        foreach (OwnedPartition partition in _filled)
        {
            if (partition.Filling is { } batch)
            {
                partition.Batches.Enqueue(batch);
                partition.Filling = null;
                ready.Enqueue(partition);
            }
        }

        _filled.Clear();
    }

    private void Notice(int error, int partition, long offset, string reason, int count)
    {
        switch (error)
        {
            case Librdkafka.PartitionEnd:
                ReachEnd(partition, offset, count);
                break;
            case Librdkafka.OffsetReset when owned.TryGetValue(partition, out OwnedPartition? of):
                _ = consumer.QueryBounds(of.Partition, TimeSpan.FromSeconds(5), out long first, out long end);
                throw new FlowException(of.Next > end
                    ? KafkaErrors.Recreated(target, $"{of.Partition}", of.Next ?? offset, end)
                    : KafkaErrors.Deleted(target, $"{of.Partition}", of.Next ?? offset, first));
            case Librdkafka.PollTooLate:
                log.Warning($"{target}: the group took this instance for dead, because it did not ask for records in time; it joins again");
                break;
            default:
                Hear(error, reason);
                break;
        }
    }

    // Behind the last record that readers see there may be others: of aborted transactions, and the marks of transactions. Records that
    // came since the notice was made follow it, and go into the same batch.
    private void ReachEnd(int partition, long offset, int count)
    {
        if (owned.TryGetValue(partition, out OwnedPartition? of) && of.Next is { } next
            && (offset > next || (offset >= of.End && !of.HasReachedEnd)))
        {
            if (of.Filling is { } batch)
            {
                batch.ReachTo(offset);
            }
            else
            {
                of.Filling = new TopicBatch(consumer, of.Partition, count, offset);
                _filled.Add(of);
            }

            of.Next = offset;
        }
    }

    private void Hear(int code, string reason)
    {
        if (code == Librdkafka.Fatal)
        {
            (code, reason) = consumer.FatalError();

            // The broker may tell of another owner before the store does, of a process that was stopped for a while.
            if ((ErrorCode)code == ErrorCode.FencedInstanceId && owned.Values.FirstOrDefault() is { } lost)
            {
                throw new FencedException(lost.Partition);
            }

            throw new FlowException(KafkaErrors.Of((ErrorCode)code, reason, target, "reading"));
        }

        FlowError error = KafkaErrors.Of((ErrorCode)code, reason, target, "reading");
        if (error.Code is "RT4121" or "RT4122" or "RT4123" or "RT4124")
        {
            throw new FlowException(error);
        }

        // Brokers come back: the client goes on trying, and what waits is seen by its lag.
        log.Warning($"{target}: {reason}");
    }
}
