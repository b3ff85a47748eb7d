using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>One reader of a slot for several streams of a pipeline: each gets the changes of its table.</summary>
public sealed class SharedCapture(PostgresConnection connection, CaptureOptions options, TimeProvider? time = null)
    : IAsyncDisposable
{
    private const int MostWaiting = 8;
    private readonly CaptureSource _source = new(connection, options, time);
    private readonly Part[] _parts = new Part[options.Tables.Length];
    private Task<string>? _looking;
    private Task? _opening;
    private Task? _closing;

    /// <summary>The stream of a table's changes.</summary>
    /// <param name="table">Its place in <see cref="CaptureOptions.Tables"/>.</param>
    public IStreamSource this[int table] => _parts[table] ??= new Part(this, table);

    /// <summary>Done by the first of its streams that is.</summary>
    public async ValueTask DisposeAsync() => await (_closing ??= _source.DisposeAsync().AsTask());

    private string NameOf(int table) => $"{connection.Name}.cdc(\"{options.Tables[table].Name}\")";

    /// <summary>All streams are polled by one thread, so what comes for another one waits there until that is asked.</summary>
    private void Poll(TimeSpan patience)
    {
        if (Array.Exists(_parts, part => part.IsPaused && part.Waiting.Count >= MostWaiting))
        {
            _source.Wait(patience);
            return;
        }

        switch (_source.Poll(patience))
        {
            case SourceEvent.Assigned { Partitions: var partitions }:
                foreach (StreamPartition partition in partitions)
                {
                    Of(partition).Waiting.Enqueue(new SourceEvent.Assigned([partition]));
                }

                break;
            case SourceEvent.Arrived arrived:
                Of(arrived.Batch.Partition).Waiting.Enqueue(arrived);
                break;
            case SourceEvent.ReachedEnd ended:
                Of(ended.Partition).Waiting.Enqueue(ended);
                break;
        }
    }

    private Part Of(StreamPartition partition) => _parts[_source.OutputOf(partition)];

    private sealed class Part(SharedCapture shared, int table) : IStreamSource
    {
        public Queue<SourceEvent> Waiting { get; } = [];

        public bool IsPaused { get; private set; }

        public string Name => shared.NameOf(table);

        public Task<string> LookAsync(StreamRun run, ImmutableArray<PartitionProgress>? kept, CancellationToken cancel) =>
            shared._looking ??= shared._source.LookAsync(run, kept, cancel);

        public Task OpenAsync(StreamRun run, CancellationToken cancel) => shared._opening ??= shared._source.OpenAsync(run, cancel);

        public SourceEvent? Poll(TimeSpan patience)
        {
            if (Waiting.Count == 0 || IsPaused)
            {
                shared.Poll(patience);
            }

            return !IsPaused && Waiting.TryDequeue(out SourceEvent? first) ? first : null;
        }

        public void Start(StreamPartition partition, long? nextOffset) => shared._source.Start(partition, nextOffset);

        public void Pause(ImmutableArray<StreamPartition> partitions) => IsPaused = true;

        public void Resume(ImmutableArray<StreamPartition> partitions) => IsPaused = false;

        public void Report(ImmutableArray<PartitionProgress> committed) => shared._source.Report(committed);

        public async ValueTask DisposeAsync()
        {
            while (Waiting.TryDequeue(out SourceEvent? waiting))
            {
                (waiting as SourceEvent.Arrived)?.Batch.Dispose();
            }

            await shared.DisposeAsync();
        }
    }
}
