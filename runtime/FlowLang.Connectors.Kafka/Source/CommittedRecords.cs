using Confluent.Kafka;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>
/// Takes away what was committed of a topic that nobody else reads. Now and then is enough, and where it fails the records stay until the
/// next time.
/// </summary>
internal sealed class CommittedRecords(KafkaConnection connection, string topic, TimeSpan every, StreamRun run)
{
    private readonly Dictionary<StreamPartition, long> _committed = [];
    private Task _going = Task.CompletedTask;
    private long _last = run.Settings.Time.GetTimestamp();
    private bool _hasWarned;

    public void Note(IEnumerable<PartitionProgress> committed)
    {
        foreach (PartitionProgress progress in committed)
        {
            _committed[progress.Partition] = progress.NextOffset;
        }

        if (_going.IsCompleted && _committed.Count > 0 && run.Settings.Time.GetElapsedTime(_last) >= every)
        {
            _last = run.Settings.Time.GetTimestamp();
            TopicPartitionOffset[] all = [.. _committed.Select(c => new TopicPartitionOffset(topic, c.Key.Number, c.Value))];
            _committed.Clear();
            _going = Task.Run(() => DeleteAsync(all));
        }
    }

    /// <summary>Waits for what is under way.</summary>
    public Task EndAsync() => _going;

    private async Task DeleteAsync(TopicPartitionOffset[] all)
    {
        try
        {
            await connection.AskAsync(
                $"deleting records of {topic}", admin => admin.DeleteRecordsAsync(all, new() { RequestTimeout = connection.Timeout }));
        }
        catch (FlowException e)
        {
            if (!_hasWarned)
            {
                _hasWarned = true;
                run.Log.Warning($"{topic}: what was committed stays there: {e.Error.Message}");
            }
        }
    }
}
