using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>The files that a run has written aside; commit gives them their names.</summary>
internal sealed class FileTransaction(FilesConnection connection) : RunTransaction
{
    private readonly List<PendingFile> _pending = [];

    public override int Order => FilesOrder;

    public override string Target => connection.Name;

    public int Count => _pending.Count;

    public void Add(PendingFile file) => _pending.Add(file);

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
