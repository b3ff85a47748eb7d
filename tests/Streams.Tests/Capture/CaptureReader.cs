using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using FlowLang.Connectors.Postgres;
using FlowLang.Connectors.Postgres.Streams;
using FlowLang.Runtime;

namespace FlowLang.Streams.Tests.Capture;

/// <summary>Reads a capture as an engine would, and replays it into rows by key.</summary>
internal sealed class CaptureReader : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly CaptureSource _source;
    private readonly Dictionary<StreamPartition, long> _next = [];
    private int _left;

    private CaptureReader(CaptureSource source) => _source = source;

    public List<Change> Changes { get; } = [];

    /// <summary>The last `after` of each key, as text.</summary>
    public SortedDictionary<string, string> Rows { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>Before it all was read, of each table.</summary>
    public long NextOffset => _next.Values.DefaultIfEmpty().Min();

    public int LargestBatch { get; private set; }

    public bool IsAtEnd { get; private set; }

    /// <summary>Whether what arrives is said to be safe.</summary>
    public bool IsReporting { get; set; } = true;

    /// <summary>How many changes to keep in memory.</summary>
    public int Keep { get; init; } = int.MaxValue;

    public long Count { get; private set; }

    public static CaptureOptions Options(params string[] tables) => new()
    {
        Publication = "flow_pub",
        Slot = $"s_{Guid.NewGuid():N}",
        Tables = [.. tables.Select(table => new CaptureTable(table, []))],
        Heartbeat = TimeSpan.FromSeconds(1),
    };

    public static PostgresConnection Connection(string url) => new("pg", new PostgresOptions { Url = new Secret("url", url) });

    public static StreamRun Run(bool isBounded = false, string program = "test") => new()
    {
        Id = Guid.NewGuid().ToString("N"),
        Pipeline = new PipelineDefinition("capture", "main.flow", 1),
        ProgramName = program,
        SourceHash = "",
        Settings = new ProgramSettings
        {
            Parameters = ImmutableSortedDictionary<string, string>.Empty,
            DataDirectory = Path.GetTempPath(),
        },
        IsBounded = isBounded,
    };

    /// <summary>What a look says of it.</summary>
    public static async Task<string> LookAsync(string url, CaptureOptions options, params long[] kept)
    {
        await using CaptureSource source = new(Connection(url), options);
        return await source.LookAsync(
            Run(), [.. kept.Select((next, i) => new PartitionProgress(new StreamPartition(options.Slot, i), next, null))],
            CancellationToken.None);
    }

    /// <param name="from">Null for what the capture itself keeps.</param>
    public static async Task<CaptureReader> OpenAsync(
        string url, CaptureOptions options, long? from = null, bool isBounded = false, CaptureReader? before = null,
        int keep = int.MaxValue)
    {
        CaptureSource source = new(Connection(url), options);
        try
        {
            await source.OpenAsync(Run(isBounded), CancellationToken.None);
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }

        CaptureReader reader = new(source)
        {
            Rows = before?.Rows ?? new SortedDictionary<string, string>(StringComparer.Ordinal),
            Keep = keep,
        };
        SourceEvent.Assigned assigned = Assert.IsType<SourceEvent.Assigned>(source.Poll(TimeSpan.Zero));
        foreach (StreamPartition partition in assigned.Partitions)
        {
            source.Start(partition, from ?? source.Kept);
        }

        reader._left = assigned.Partitions.Length;
        return reader;
    }

    /// <summary>Until the slot is there: what happens before is not captured.</summary>
    public static async Task BeginsAsync(PostgresDatabase database, CaptureOptions options, CaptureReader reader)
    {
        long began = TimeProvider.System.GetTimestamp();
        while (await database.CountAsync($"flow.captures WHERE slot = '{options.Slot}' AND lsn IS NOT NULL") == 0)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < s_patience, "there is no slot");
            reader.ReadOnce();
        }
    }

    /// <summary>All that a table is now, read by a capture of its own.</summary>
    public static async Task<SortedDictionary<string, string>> SnapshotAsync(PostgresDatabase database, params string[] tables)
    {
        CaptureOptions options = Options(tables);
        SortedDictionary<string, string> rows;
        await using (CaptureReader reader = await OpenAsync(database.Url, options, isBounded: true))
        {
            reader.ReadToEnd();
            Assert.All(reader.Changes, change => Assert.Equal("r", change.Operation));
            rows = reader.Rows;
        }

        await database.ExecuteAsync($"SELECT pg_drop_replication_slot('{options.Slot}')");
        return rows;
    }

    public void ReadToEnd() => ReadUntil(() => IsAtEnd);

    public void ReadUntil(Func<bool> isEnough)
    {
        long began = TimeProvider.System.GetTimestamp();
        while (!isEnough())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < s_patience, $"{Changes.Count} changes after {s_patience}");
            ReadOnce();
        }
    }

    public void ReadOnce()
    {
        switch (_source.Poll(TimeSpan.FromMilliseconds(100)))
        {
            case SourceEvent.ReachedEnd:
                IsAtEnd = --_left == 0;
                break;
            case SourceEvent.Arrived arrived:
                using (RecordBatch batch = arrived.Batch)
                {
                    Take(batch);
                }

                break;
        }
    }

    public async ValueTask DisposeAsync() => await _source.DisposeAsync();

    private void Take(RecordBatch batch)
    {
        LargestBatch = Math.Max(LargestBatch, batch.Count);
        for (int i = 0; i < batch.Count; i++)
        {
            Assert.True(batch.Offset(i) >= _next.GetValueOrDefault(batch.Partition), "offsets ascend");
            _next[batch.Partition] = batch.Offset(i) + 1;
            Count++;
            string key = Encoding.UTF8.GetString(batch.Key(i));
            Change change = batch.IsTombstone(i) ? new Change(key, "tombstone", null) : Change.Parse(key, batch.Value(i));
            Replay(change);
            if (Changes.Count < Keep)
            {
                Changes.Add(change);
            }
        }

        _next[batch.Partition] = batch.NextOffset;
        if (IsReporting)
        {
            _source.Report([new PartitionProgress(batch.Partition, batch.NextOffset, null)]);
        }
    }

    private void Replay(Change change)
    {
        if (change.Operation == "t")
        {
            Rows.Clear();
        }
        else if (change.After is { } after)
        {
            Rows[change.Key] = after;
        }
        else
        {
            Rows.Remove(change.Key);
        }
    }

    /// <param name="Value">The envelope; null for a tombstone.</param>
    internal sealed record Change(string Key, string Operation, JsonElement? Value)
    {
        public string? After => Member("after");

        public string? Before => Member("before");

        public JsonElement Source => Value?.GetProperty("source") ?? default;

        public static Change Parse(string key, ReadOnlySpan<byte> value)
        {
            Utf8JsonReader reader = new(value);
            JsonElement envelope = JsonElement.ParseValue(ref reader);
            return new Change(key, envelope.GetProperty("op").GetString() ?? "", envelope);
        }

        private string? Member(string name) =>
            Value?.GetProperty(name) is { ValueKind: JsonValueKind.Object } row ? row.GetRawText() : null;
    }
}
