using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

public sealed partial class DuckDbSession
{
    /// <summary>
    /// Whether an earlier run loaded the very files that this one would, all of <paramref name="targets"/> still know that run, and none of
    /// the tables that were checked is to be created: then there is nothing to do. For pipelines whose rows come from files alone.
    /// </summary>
    public async Task<bool> IsLoadedAsync(IReadOnlyList<ICommitRecord> targets, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(targets);
        if (Run.DryRun || Run.Loaded is not { } loaded || _checked.Any(sink => sink.IsMissing)
            || !loaded.AreSame([.. _reads.SelectMany(r => r.Value.Downloads.Select(f => (_sources[r.Key], f)))]))
        {
            return false;
        }

        foreach (ICommitRecord target in targets)
        {
            if (await target.FindRunAsync(loaded.RunId, cancel) is null)
            {
                return false;
            }
        }

        Run.Report.LoadedBefore = loaded.RunId;
        return true;
    }
}
