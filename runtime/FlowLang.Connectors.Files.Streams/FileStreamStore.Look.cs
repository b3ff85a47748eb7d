using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Files.Streams;

/// <summary>What an opening would find: the ledger is read beside whoever holds it, and no folder is made.</summary>
public sealed partial class FileStreamStore
{
    public async Task<ImmutableArray<PartitionProgress>?> LookAsync(
        StreamRun run, StateSignature? signature, EndpointAudit audit, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(audit);
        foreach (FileTarget target in targets)
        {
            await audit.CheckAsync($"sink {target.NameIn(connection)}", () => Task.FromResult(FileLook.At(connection, target)));
        }

        ImmutableArray<PartitionProgress>? kept = null;
        string folder = FolderOf(run);
        await audit.CheckAsync($"state {connection.Name}: {connection.Tree.Relative(folder)}", () =>
        {
            (string found, kept) = LookAtState(run, folder, signature);
            return Task.FromResult(found);
        });
        return kept;
    }

    /// <summary>As of a part of a pipeline: what is said of its one folder.</summary>
    internal string LookAtPart(StreamRun run, StateSignature signature)
    {
        string found = FileLook.At(connection, targets[0]);
        LookAtState(run, FolderOf(run), signature);
        return found;
    }

    private (string Found, ImmutableArray<PartitionProgress> Kept) LookAtState(StreamRun run, string folder, StateSignature? signature)
    {
        FileLook.Require($"connection `{connection.Name}`", folder);
        string path = Path.Combine(folder, LedgerName);
        ImmutableArray<StagedRows> staged = Staged(run, folder);
        try
        {
            if (!File.Exists(path))
            {
                RequireKnown([], staged, run);
                return ("the first start creates its ledger", []);
            }

            using StreamLedger ledger = StreamLedger.Read(path);
            if (signature is not null)
            {
                RequireAgreement(ledger, run, folder, signature);
            }

            RequireKnown(ledger.Files(), staged, run);
            ImmutableArray<PartitionProgress> kept = ledger.Progress();
            return (PartitionProgress.InWords(kept), kept);
        }
        finally
        {
            foreach (StagedRows rows in staged)
            {
                rows.Dispose();
            }
        }
    }
}
