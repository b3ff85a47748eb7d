using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Files.Streams;

/// <summary>
/// Folders of files as the target of a stream (docs/decisions/0010). A round is on disk as staged rows and a transaction of the ledger;
/// files appear when they are complete, and never change then. One process at a time holds the ledger, so there is no other
/// owner to fence off.
/// </summary>
public sealed partial class FileStreamStore(FilesConnection connection, ImmutableArray<FileTarget> targets) : IStreamStore
{
    private const string LedgerName = "ledger.sqlite";

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _gate = new(1);
    private readonly List<FileOutput> _outputs = [];
    private readonly CancellationTokenSource _stop = new();
    private ImmutableArray<StagedRows> _staged = [];
    private StreamRun? _run;
    private FileStream? _lock;
    private StreamLedger? _ledger;
    private Task _watch = Task.CompletedTask;
    private FlowException? _failure;

    /// <summary>Where the pipeline's rows go elsewhere: what this store takes of it, which has a ledger of its own.</summary>
    internal string? Part { get; init; }

    private StreamLedger Ledger => _ledger ?? throw new InvalidOperationException("the store is not open");

    private DateTimeOffset Now => (_run?.Settings.Time ?? TimeProvider.System).GetUtcNow();

    /// <summary>
    /// Another folder, for late or rejected rows: what it is given between two commits is of the second one. Called before it is opened.
    /// </summary>
    public ISideOutput Output(FileTarget target) => Add(target);

    /// <summary>As <see cref="Output"/>, for records that could not be processed.</summary>
    /// <param name="target">Its columns are <see cref="DeadLetterRows.All"/>.</param>
    public IDeadLetterOutput DeadLetters(FileTarget target) => Add(target);

    public async Task OpenAsync(StreamRun run, StateSignature signature, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(signature);
        _run = run;
        string folder = FolderOf(run);
        string ledger = Path.Combine(folder, LedgerName);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.CannotWrite($"connection `{connection.Name}`", folder, e.Message);
        }

        _lock = Lock(run, Path.Combine(folder, "lock"));
        _ledger = StreamLedger.Open(ledger);
        RequireAgreement(Ledger, run, folder, signature);
        Ledger.Keep(signature);
        _staged = Staged(run, folder);
        await GoOnAsync(run, cancel);
        _watch = Task.Run(WatchAsync, CancellationToken.None);
    }

    public Task<ImmutableArray<PartitionProgress>> TakeAsync(ImmutableArray<StreamPartition> partitions, CancellationToken cancel) =>
        Task.FromResult<ImmutableArray<PartitionProgress>>([.. Ledger.Progress().Where(p => partitions.Contains(p.Partition))]);

    public async IAsyncEnumerable<StateChange> RestoreAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        foreach (StateChange change in Ledger.State())
        {
            yield return change;
        }
    }

    public async Task CommitAsync(StreamCommit commit, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(commit);
        await _gate.WaitAsync(cancel);
        try
        {
            if (_failure is { } failure)
            {
                throw failure;
            }

            OpenFile[] files = [.. _staged.Zip(Rows(commit), (staged, rows) => staged.Add(rows, Now))];
            Ledger.Commit(commit, _staged.Select((s, i) => (s.Target, s.Columns, files[i])));
            for (int i = 0; i < files.Length; i++)
            {
                _staged[i].Committed(files[i]);
                await FinishAsync(_staged[i]);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>What was written until now is complete: whoever stops a stream sees all of its rows.</summary>
    public async Task ReleaseAsync(ImmutableArray<StreamPartition> partitions, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            foreach (StagedRows staged in _staged)
            {
                await CompleteAsync(staged);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watch;
        foreach (StagedRows staged in _staged)
        {
            staged.Dispose();
        }

        _ledger?.Dispose();
        if (_lock is not null)
        {
            await _lock.DisposeAsync();
        }

        _gate.Dispose();
        _stop.Dispose();
    }

    private FileOutput Add(FileTarget target)
    {
        FileOutput output = new(connection, target);
        _outputs.Add(output);
        return output;
    }

    // Of each target, and of each output what came since the last commit.
    private IEnumerable<IReadOnlyList<StreamRows>> Rows(StreamCommit commit) =>
        [.. commit.Outputs.Select(rows => (StreamRows[])[rows]), .. _outputs.Select(output => output.Take())];

    // Held as long as the process lives, however it dies.
    private static FileStream Lock(StreamRun run, string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw FileStoreErrors.Taken(run, path);
        }
    }

    // Where the last process ended: rows that are committed count, a file that was complete is given its name.
    private async Task GoOnAsync(StreamRun run, CancellationToken cancel)
    {
        var known = RequireKnown(Ledger.Files(), _staged, run);
        foreach (StagedRows staged in _staged)
        {
            cancel.ThrowIfCancellationRequested();
            staged.Open(known.TryGetValue(staged.Target, out OpenFile? left) ? left : OpenFile.First);
            await FinishAsync(staged);
        }
    }

    /// <summary>The open files by their targets.</summary>
    /// <exception cref="FlowException">This program can't go on with them, or nothing is known of files that are there.</exception>
    private static Dictionary<string, OpenFile> RequireKnown(
        ImmutableArray<(string Target, string Columns, OpenFile File)> known, ImmutableArray<StagedRows> targets, StreamRun run)
    {
        string[] unfinished =
        [
            .. from left in known
               where left.File.Length > 0
               let now = targets.FirstOrDefault(s => s.Target == left.Target)
               where now?.Columns != left.Columns
               select now is null ? $"write `{left.Target}` is no more" : $"`{left.Target}` had {left.Columns}; now it has {now.Columns}",
        ];
        if (unfinished.Length > 0)
        {
            throw FileStoreErrors.Unfinished(run, unfinished);
        }

        Dictionary<string, OpenFile> files = known.ToDictionary(f => f.Target, f => f.File, StringComparer.Ordinal);
        foreach (StagedRows target in targets.Where(t => !files.ContainsKey(t.Target)))
        {
            if (target.Earlier() is { } file)
            {
                throw FileStoreErrors.Forgotten(run, target.Name, file);
            }
        }

        return files;
    }

    private string FolderOf(StreamRun run) => connection.Tree.Target($".flow/{run.Group}{(Part is null ? "" : $".{Part}")}");

    private ImmutableArray<StagedRows> Staged(StreamRun run, string folder) =>
        [.. targets.Concat(_outputs.Select(o => o.Target)).Select(t => new StagedRows(connection, t, run, folder))];

    private void RequireAgreement(StreamLedger ledger, StreamRun run, string folder, StateSignature signature)
    {
        ImmutableArray<string> differences = signature.DifferencesFrom(ledger.Shapes());
        if (!differences.IsEmpty)
        {
            throw new FlowException(StoreErrors.Incompatible(
                run, differences, $"delete {connection.Tree.Relative(folder)} and the pipeline's files"));
        }
    }

    // Rows may stop coming while a file is open.
    private async Task WatchAsync()
    {
        using PeriodicTimer timer = new(LookEvery, _run?.Settings.Time ?? TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await _gate.WaitAsync(_stop.Token);
                try
                {
                    foreach (StagedRows due in _staged.Where(s => s.IsDue(Now)))
                    {
                        await CompleteAsync(due);
                    }
                }
                catch (FlowException e) when (_failure is null)
                {
                    // The next round fails by it; until then people see it.
                    _failure = e;
                    _run?.Log.Warning($"{_run.Pipeline.Name}: {e.Error.Message}: {e.Error.Why}");
                }
                finally
                {
                    _gate.Release();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The store is closed.
        }
    }

    private async Task CompleteAsync(StagedRows staged)
    {
        if (staged.File.Length > 0)
        {
            OpenFile complete = staged.File with { IsComplete = true };
            Ledger.Keep(staged.Target, staged.Columns, complete);
            staged.Committed(complete);
            await FinishAsync(staged);
        }
    }

    private async Task FinishAsync(StagedRows staged)
    {
        if (staged.File.IsComplete)
        {
            await staged.PublishAsync(CancellationToken.None);
            OpenFile next = staged.File.Next;
            Ledger.Keep(staged.Target, staged.Columns, next);
            staged.Begin(next);
        }
    }
}
