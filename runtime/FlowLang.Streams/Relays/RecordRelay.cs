using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>
/// Carries records from a source to outputs as they are. The source is told how far they were acknowledged, and by what it keeps of that
/// the next life goes on: at least once.
/// </summary>
public sealed class RecordRelay(IRelaySource source, ImmutableArray<IRecordOutput> outputs, StreamRun run) : IStreamLife
{
    private const int MostUnderWay = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(2);

    private readonly Queue<(PartitionProgress Progress, int Output, int Records, Task Written)> _underWay = [];
    private readonly HashSet<StreamPartition> _open = [];
    private readonly long[] _read = new long[outputs.Length];
    private readonly long[] _written = new long[outputs.Length];

    /// <inheritdoc/>
    public long Committed { get; private set; }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken drain)
    {
        foreach (IRecordOutput output in outputs)
        {
            await output.OpenAsync(run, drain);
        }

        await source.OpenAsync(run, drain);
        bool goesOn = true;
        while (goesOn && !drain.IsCancellationRequested)
        {
            await AcknowledgeAsync((MostUnderWay * outputs.Length) - 1);
            goesOn = Take(source.Poll(_underWay.Count == 0 ? Patience : Short));
        }

        await AcknowledgeAsync(0);
    }

    /// <inheritdoc/>
    public async Task LookAsync(EndpointAudit audit, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(audit);
        foreach (IRecordOutput output in outputs)
        {
            await audit.CheckAsync($"sink {output.Name}", () => output.LookAsync(run, cancel));
        }

        // It keeps itself how far it is.
        await TopologyLook.AtSourceAsync(source, run, kept: null, audit, cancel);
    }

    /// <inheritdoc/>
    public void Report(RunReport report, TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(report);
        report.Add(new SourceReport(source.Name, source.Name, _read.Sum(), null, 0));
        for (int i = 0; i < outputs.Length; i++)
        {
            report.Add(new WriteReport(source.Name, outputs[i].Name, _read[i], _written[i], 0, 0, [], duration));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        foreach (IRecordOutput output in outputs)
        {
            await output.DisposeAsync();
        }
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
                    int output = source.OutputOf(batch.Partition);
                    _read[output] += batch.Count;
                    Task written = outputs[output].WriteAsync(batch, CancellationToken.None);
                    _underWay.Enqueue((new PartitionProgress(batch.Partition, batch.NextOffset, null), output, batch.Count, written));
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
            _written[first.Output] += first.Records;
            Committed++;
            source.Report([first.Progress]);
        }
    }
}
