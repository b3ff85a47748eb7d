using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>
/// Carries records from a source to an output as they are. The source is told how far they were acknowledged, and by what it keeps of that
/// the next life goes on: at least once.
/// </summary>
public sealed class RecordRelay(IRelaySource source, IRecordOutput output, StreamRun run) : IStreamLife
{
    private const int MostUnderWay = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(2);

    private readonly Queue<(PartitionProgress Progress, int Records, Task Written)> _underWay = [];
    private readonly HashSet<StreamPartition> _open = [];
    private long _read;
    private long _written;

    /// <inheritdoc/>
    public long Committed { get; private set; }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken drain)
    {
        await output.OpenAsync(run, drain);
        await source.OpenAsync(run, drain);
        bool goesOn = true;
        while (goesOn && !drain.IsCancellationRequested)
        {
            await AcknowledgeAsync(MostUnderWay - 1);
            goesOn = Take(source.Poll(_underWay.Count == 0 ? Patience : Short));
        }

        await AcknowledgeAsync(0);
    }

    /// <inheritdoc/>
    public void Report(RunReport report, TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(report);
        report.Add(new SourceReport(source.Name, source.Name, _read, null, 0));
        report.Add(new WriteReport(source.Name, output.Name, _read, _written, 0, 0, [], duration));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await output.DisposeAsync();
    }

    /// <summary>False when a bounded run has all that there was.</summary>
    private bool Take(SourceEvent? happened)
    {
        switch (happened)
        {
            case SourceEvent.Assigned assigned:
                foreach (StreamPartition partition in assigned.Partitions)
                {
                    _open.Add(partition);
                    source.Start(partition, source.Kept);
                }

                return true;
            case SourceEvent.Arrived { Batch: var batch }:
                using (batch)
                {
                    _read += batch.Count;
                    Task written = output.WriteAsync(batch, CancellationToken.None);
                    _underWay.Enqueue((new PartitionProgress(batch.Partition, batch.NextOffset, null), batch.Count, written));
                }

                return true;
            case SourceEvent.ReachedEnd { Partition: var partition } when run.IsBounded:
                _open.Remove(partition);
                return _open.Count > 0;
            default:
                return true;
        }
    }

    /// <summary>Tells the source of what is there by now; waits until no more than so many batches are under way.</summary>
    private async Task AcknowledgeAsync(int atMost)
    {
        while (_underWay.TryPeek(out var first) && (first.Written.IsCompleted || _underWay.Count > atMost))
        {
            await first.Written;
            _underWay.Dequeue();
            _written += first.Records;
            Committed++;
            source.Report([first.Progress]);
        }
    }
}
