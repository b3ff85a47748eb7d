using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Gcs;

/// <summary>
/// Commits the parts that a run uploaded into a folder: its manifest is replaced under the condition that nobody else did so. Afterwards
/// what no reader of it sees any more is deleted.
/// </summary>
internal sealed class FolderCommit(GcsConnection connection, GcsTarget target, BatchRun run)
{
    private const int MostTries = 20;

    // What a run that died left, whose parts nobody will name any more.
    private static readonly TimeSpan s_abandoned = TimeSpan.FromDays(1);

    private readonly List<FolderPart> _parts = [];

    private string Folder => $"{connection.Prefix}{target.Path}/";

    /// <summary>The object for a file of the folder: its name has the run in it, so that it never comes in place of another.</summary>
    public UploadTarget Add(string file)
    {
        int dot = file.LastIndexOf('.');
        string name = file.Contains(run.Id, StringComparison.Ordinal) ? file : $"{file[..dot]}-{run.Id}{file[dot..]}";
        _parts.Add(new FolderPart(file, name));
        return new UploadTarget(Folder + name, Replaces: 0, run.Id);
    }

    public bool Has(StorageObject file) => _parts.Any(p => Folder + p.Name == file.Name);

    public async Task CommitAsync(CancellationToken cancel)
    {
        for (int tries = 1; ; tries++)
        {
            (FolderManifest before, long generation) = await ManifestReader.ReadAsync(connection, target.Sink, Folder, cancel);
            if (before.Parts.SequenceEqual(_parts))
            {
                // It was written, and only the answer was lost.
                return;
            }

            if (!target.Adds && generation != target.Seen)
            {
                throw GcsErrors.Replaced(target.Sink, connection.Show(Folder));
            }

            ImmutableArray<StorageObject> there = await connection.Api.ListAllAsync(target.Sink, Folder, "/", cancel);
            FolderManifest after = target.Adds ? Added(before) : Exchanged(there);
            try
            {
                StorageObject written = await connection.Api.InsertAsync(
                    target.Sink, Folder + FolderManifest.Name, after.Write(), generation, cancel);
                await CleanUpAsync(before, after, there, written, cancel);
                return;
            }
            catch (FlowException e) when (e.Error.Code == GcsErrors.ReplacedCode && target.Adds && tries < MostTries)
            {
                // Another run added a part in between: this one's comes on top of that.
            }
        }
    }

    private FolderManifest Added(FolderManifest before)
    {
        HashSet<string> keys = [.. _parts.Select(p => p.Key)];
        return before with { Parts = [.. before.Parts.Where(p => !keys.Contains(p.Key)), .. _parts] };
    }

    // Objects of others go, too, as the content of a folder does that is exchanged; folders in it stay.
    private FolderManifest Exchanged(ImmutableArray<StorageObject> there) => new(
        [.. _parts],
        [.. there.Where(o => o.Run is null && !IsManifest(o)).Select(o => new ReplacedObject(o.Name[Folder.Length..], o.Generation))]);

    // It is committed: what can't be deleted now is not seen, and goes with the next commit.
    private async Task CleanUpAsync(
        FolderManifest before, FolderManifest after, ImmutableArray<StorageObject> there, StorageObject written, CancellationToken cancel)
    {
        HashSet<string> old = [.. before.Parts.Select(p => Folder + p.Name)];
        old.ExceptWith(after.Parts.Select(p => Folder + p.Name));
        HashSet<string> kept = [.. after.Parts.Select(p => Folder + p.Name)];
        IEnumerable<StorageObject> gone = there.Where(o => o.Run is null
            ? after.Replaced.Contains(new ReplacedObject(o.Name[Folder.Length..], o.Generation))
            : old.Contains(o.Name) || (!kept.Contains(o.Name) && written.Updated - o.Updated > s_abandoned));
        try
        {
            foreach (StorageObject file in gone)
            {
                await connection.Api.DeleteAsync(target.Sink, file, cancel);
            }
        }
        catch (FlowException e)
        {
            run.Log.Warning(
                $"{target.Sink}: what was replaced in {connection.Show(Folder)} is not deleted yet: {e.Error.Why ?? e.Error.Message}");
        }
    }

    private bool IsManifest(StorageObject file) => file.Name == Folder + FolderManifest.Name;
}
