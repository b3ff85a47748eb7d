using FlowLang.Runtime;

namespace FlowLang.Scheduling.Tests.Store;

/// <summary>A file for the ledger of one test.</summary>
internal sealed class LedgerFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flow-ledger").FullName;

    public string Path => System.IO.Path.Combine(_folder, "ledger.db");

    public LedgerDatabase Database => new SqliteLedger(Path, RunLedger.Patience);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
