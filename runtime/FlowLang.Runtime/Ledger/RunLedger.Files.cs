using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace FlowLang.Runtime;

public sealed partial class RunLedger
{
    /// <summary>
    /// The files of the last run that loaded any for this pipeline and interval, if it was one of the same program with the same
    /// parameters: what another program made of them says nothing.
    /// </summary>
    public LoadedFiles? LastLoaded(string pipeline, RunInterval? interval, string sourceHash, ProgramSettings settings)
    {
        var found = Guard(() => Sql(
            """
            SELECT run, source, file, sha256, program FROM files WHERE loaded = 1 AND run = (
              SELECT id FROM runs WHERE pipeline = $1 AND interval IS NOT DISTINCT FROM $2 AND state = 'Done'
                AND EXISTS (SELECT * FROM files WHERE run = id AND loaded = 1)
              ORDER BY started DESC, id DESC LIMIT 1)
            """, 2).Rows(
                r => (Run: r.GetString(0), Source: r.GetString(1), File: r.GetString(2), Hash: r.GetString(3), Program: r.GetString(4)),
                pipeline, interval?.ToString()));
        var hashes = ImmutableDictionary.CreateBuilder<(string, string), string>();
        foreach (var file in found)
        {
            hashes[(file.Source, file.File)] = file.Hash;
        }

        // Most pipelines load no files: nothing is hashed for them, and no cryptography loaded.
        string? program = found.Count == 0 ? null : ProgramOf(sourceHash, settings);
        return program is null || found.Any(file => file.Program != program)
            ? null
            : new LoadedFiles(found[0].Run, hashes.ToImmutable());
    }

    // A run that failed, that found nothing new, or whose appends were there already, loaded none of its files.
    private void AddFiles(BatchRun run, bool isDone)
    {
        bool isLoaded = isDone && run.Report.LoadedBefore is null && !run.Report.Writes.Any(w => w.AlreadyCommitted);
        string? program = null;
        foreach (SourceReport source in run.Report.Sources)
        {
            foreach (SourceFile file in source.Downloads)
            {
                program ??= ProgramOf(run.SourceHash, run.Settings);
                Sql("INSERT INTO files VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", 11).Run(
                    run.Id, source.Source, file.Name, file.Url, file.Bytes, file.Sha256, file.ETag, file.Modified, file.IsFetched ? 1 : 0,
                    isLoaded ? 1 : 0, program);
            }
        }
    }

    // Parameters are hashed with the sources: a value may be nobody else's business.
    private static string ProgramOf(string sourceHash, ProgramSettings settings)
    {
        string text = string.Join('\n', settings.Parameters.Select(p => $"{p.Key}={p.Value}").Prepend(sourceHash));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
