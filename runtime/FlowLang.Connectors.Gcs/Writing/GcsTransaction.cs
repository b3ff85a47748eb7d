using System.Collections.Concurrent;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Gcs;

/// <summary>
/// What a run writes to a bucket. Before the commit everything is uploaded but the last piece of each object; the commit sends those, then
/// replaces the manifests of folders. See docs/decisions/0014-a-folder-of-objects-has-a-manifest.md.
/// </summary>
internal sealed class GcsTransaction(GcsConnection connection, BatchRun run) : RunTransaction
{
    private const int AtOnce = 4;

    private readonly Dictionary<string, GcsTarget> _targets = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Upload> _uploads = [];
    private readonly List<FolderCommit> _folders = [];
    private FilesConnection? _staged;

    // Behind files of this machine: their names are given at once, a network takes its time.
    public override int Order => FilesOrder + 1;

    public override string Target => connection.Name;

    /// <summary>A target as the run saw it first.</summary>
    public async Task<GcsTarget> TargetAsync(
        string path, Func<string, CancellationToken, Task<GcsTarget>> look, CancellationToken cancel)
    {
        if (!_targets.TryGetValue(path, out GcsTarget? target))
        {
            target = await look(path, cancel);
            _targets.Add(path, target);
        }

        return target;
    }

    /// <summary>The folder in which the run's files get their names before they are uploaded.</summary>
    public FilesConnection Stage(DuckDbSession session) =>
        _staged ??= new FilesConnection(connection.Name, session.Scratch(), connection.Settings);

    public override async Task PrepareAsync(RunTotals totals, CancellationToken cancel)
    {
        if (_staged is not { } staged)
        {
            return;
        }

        await run.Enlist(("files", staged.Root), () => new FileTransaction(staged)).CommitAsync(totals, cancel);
        foreach (GcsTarget target in _targets.Values)
        {
            string local = Path.Combine(staged.Root, target.Path);
            if (!target.IsFolder && File.Exists(local))
            {
                _uploads.Add(Open(target, local, new UploadTarget(connection.Prefix + target.Path, target.Seen, Run: null)));
            }
            else if (target.IsFolder && Directory.Exists(local))
            {
                FolderCommit folder = new(connection, target, run);
                _folders.Add(folder);
                foreach (string file in Directory.EnumerateFiles(local).Order(StringComparer.Ordinal))
                {
                    _uploads.Add(Open(target, file, folder.Add(Path.GetFileName(file))));
                }
            }
        }

        await EachAsync((upload, token) => upload.SendAsync(token), cancel);
    }

    public override async Task CommitAsync(RunTotals totals, CancellationToken cancel)
    {
        // Parts of folders are not seen before their manifest says so; a file is, at once.
        await EachAsync((upload, token) => upload.FinishAsync(token), cancel);
        foreach (FolderCommit folder in _folders)
        {
            try
            {
                await folder.CommitAsync(cancel);
            }
            catch (FlowException e) when (e.Error.Code == GcsErrors.ReplacedCode)
            {
                await WithdrawAsync(folder, cancel);
                throw;
            }
        }
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (Upload upload in _uploads)
        {
            await upload.DisposeAsync();
        }

        _uploads.Clear();
    }

    private Upload Open(GcsTarget target, string file, UploadTarget to) => new(
        connection, target.Sink, new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true), to);

    // No manifest names them, and none will.
    private async Task WithdrawAsync(FolderCommit folder, CancellationToken cancel)
    {
        foreach (StorageObject part in _uploads.Select(u => u.Made).OfType<StorageObject>().Where(folder.Has))
        {
            await connection.Api.DeleteAsync(Target, part, cancel);
        }
    }

    private async Task EachAsync(Func<Upload, CancellationToken, Task> work, CancellationToken cancel)
    {
        ParallelOptions several = new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel };
        await Parallel.ForEachAsync(_uploads, several, async (upload, token) => await work(upload, token));
    }
}
