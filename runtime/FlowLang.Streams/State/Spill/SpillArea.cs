using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>
/// Keeps a pipeline's state within memory: tables have half of it, and put the entries on disk that they did not ask for longest. The
/// folder is made when it is needed, under TMPDIR, and goes with the pipeline; what a killed process left goes when the next one spills.
/// </summary>
internal sealed class SpillArea(StreamTopology topology, StreamRun run) : IDisposable
{
    private const int ShareOfMemory = 2;
    private const int ShareOfStore = 8;
    private const int ShareOfParts = 8;

    private readonly StateTable[] _tables = topology.Spill is null ? [] : [.. topology.Round.Tables];
    private SpillFolder? _folder;
    private ISpillStore? _store;
    private uint _opened;

    /// <summary>How many bytes of entries from disk may leave a table in one round.</summary>
    public long PartBytes => run.Settings.EngineMemory / ShareOfParts / _tables.Length;

    /// <summary>Between rounds, and while state is restored.</summary>
    public void MakeRoom()
    {
        long bytes = 0;
        foreach (StateTable table in _tables)
        {
            bytes += table.Bytes;
        }

        if (bytes <= run.Settings.EngineMemory / ShareOfMemory)
        {
            return;
        }

        foreach (StateTable table in _tables.Where(t => t.Count > 0))
        {
            table.Spill(this);
        }
    }

    public void Dispose()
    {
        _store?.Dispose();
        _folder?.Dispose();
    }

    /// <summary>A place for entries that there was none for.</summary>
    public SpilledEntries Open() => new(_store ??= OpenStore(), _opened++);

    private ISpillStore OpenStore()
    {
        long memory = run.Settings.EngineMemory / ShareOfStore;
        _folder = SpillFolder.Open();
        run.Log.Info($"state of {run.Pipeline.Name} is larger than its memory: entries that rest go to {_folder.Path}");
        return topology.Spill?.Invoke(_folder.Path, memory) ?? throw new System.Diagnostics.UnreachableException();
    }
}
