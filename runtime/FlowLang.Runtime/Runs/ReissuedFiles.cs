namespace FlowLang.Runtime;

/// <summary>Says so where a file was published anew and its rows could not follow, because an interval is appended only once.</summary>
internal static class ReissuedFiles
{
    public static void Warn(BatchRun run)
    {
        if (run.Loaded is not { } loaded || !run.Report.Writes.Any(w => w.AlreadyCommitted))
        {
            return;
        }

        foreach (SourceReport source in run.Report.Sources)
        {
            foreach (SourceFile file in source.Downloads.Where(f => loaded.Hashes.GetValueOrDefault((source.Source, f.Name)) != f.Sha256))
            {
                run.Log.Warning(
                    $"{run.Pipeline.Name}: {file.Name} is not what run {loaded.RunId} loaded, and was not loaded: `mode: append` loads an "
                    + "interval once; `mode: replace_partition` or `upsert` would bring in what changed");
            }
        }
    }
}
