using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Scheduling.Serving;

/// <summary>
/// How one try of a stream goes, of all its parts: the latest sample of each, and how many records a second there were in the last minute.
/// </summary>
internal sealed class StreamMeter(TimeProvider time)
{
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, StreamSample> _parts = [];
    private readonly Queue<(long At, long Records)> _history = new();
    private long? _noted;

    public void Add(StreamSample sample)
    {
        lock (_gate)
        {
            _parts[sample.Part] = sample;
            if (_noted is { } noted && time.GetElapsedTime(noted) < s_step)
            {
                return;
            }

            _noted = time.GetTimestamp();
            _history.Enqueue((_noted.Value, _parts.Values.Sum(p => p.Records)));
            Forget();
        }
    }

    /// <summary>The stream as it stands; <paramref name="status"/> says the rest of it.</summary>
    public StreamStatus Status(StreamStatus status)
    {
        lock (_gate)
        {
            if (_parts.Count == 0)
            {
                return status;
            }

            Forget();
            StreamSample[] live = [.. _parts.Values.Where(p => !p.Partitions.IsEmpty)];
            ImmutableArray<PartitionStatus> partitions =
            [
                .. live.SelectMany(part => part.Partitions)
                    .Select(p => new PartitionStatus(p.Topic, p.Number, p.NextOffset, Behind(p), p.Watermark))
                    .OrderBy(p => p.Topic, StringComparer.Ordinal).ThenBy(p => p.Partition),
            ];
            return status with
            {
                RecordsPerSecond = Rate(),
                Records = _parts.Values.Sum(p => p.Records),
                DeadLetters = _parts.Values.Sum(p => p.DeadLetters),
                LateRows = _parts.Values.Sum(p => p.LateRows),
                Lag = partitions.Any(p => p.Lag is null) ? null : partitions.Sum(p => p.Lag),
                Watermark = live.Any(p => p.Watermark is null) ? null : live.Min(p => p.Watermark),
                StateBytes = _parts.Values.Sum(p => p.StateBytes),
                Expectations = [.. ExpectationResult.Together(_parts.Values.SelectMany(p => p.Expectations))],
                Partitions = partitions,
            };
        }
    }

    private static long? Behind(PartitionSample partition) =>
        partition.EndOffset is { } end ? Math.Max(0, end - partition.NextOffset) : null;

    private double Rate()
    {
        if (!_history.TryPeek(out (long At, long Records) first))
        {
            return 0;
        }

        double seconds = time.GetElapsedTime(first.At).TotalSeconds;
        return seconds > 0 ? (_parts.Values.Sum(p => p.Records) - first.Records) / seconds : 0;
    }

    // The newest stays, so that a stream without records is one of none a second.
    private void Forget()
    {
        while (_history.Count > 1 && time.GetElapsedTime(_history.Peek().At) > s_window)
        {
            _history.Dequeue();
        }
    }
}
