using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>The files that a run has written aside; commit gives them their names.</summary>
internal sealed class FileTransaction(FilesConnection connection) : RunTransaction
{
    private readonly List<PendingFile> _pending = [];
    private int _extra;

    public override int Order => FilesOrder;

    public override string Target => connection.Name;

    public int Count => _pending.Count;

    public void Add(PendingFile file) => _pending.Add(file);

    /// <summary>A number for a name aside that no pending file has.</summary>
    public int NextNumber() => 1000 + _extra++;

    /// <summary>What this run has already written for a target: several writes may share one rejects file.</summary>
    public PendingFile? Find(string target) => _pending.FirstOrDefault(f => f.Target == target);

    /// <summary>Puts a file that holds the rows of an earlier one and more in its place.</summary>
    public void Replace(PendingFile earlier, PendingFile file)
    {
        _pending[_pending.IndexOf(earlier)] = file;
        AsideName.Delete(earlier.Aside);
    }

    public override Task CommitAsync(RunTotals totals, CancellationToken cancel)
    {
        foreach (PendingFile file in _pending)
        {
            file.Commit();
        }

        _pending.Clear();
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        foreach (PendingFile file in _pending)
        {
            AsideName.Delete(file.Aside);
        }

        _pending.Clear();
        return ValueTask.CompletedTask;
    }
}
