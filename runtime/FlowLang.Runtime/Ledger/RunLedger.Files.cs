using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace FlowLang.Runtime;

public sealed partial class RunLedger
{
    /// <summary>
    /// The files of the last run that loaded any for this pipeline and interval, if it was one of the same program with the same
    /// parameters: what another program made of them says nothing.
    /// </summary>
    public LoadedFiles? LastLoaded(string pipeline, RunInterval? interval, string sourceHash, ProgramSettings settings)
    {
        LoadedFiles? found = null;
        Guard(() => found = Loaded(pipeline, interval?.ToString(), () => ProgramOf(sourceHash, settings)));
        return found;
    }

    private LoadedFiles? Loaded(string pipeline, string? interval, Func<string> program)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = """
            SELECT run, source, file, sha256, program FROM files WHERE loaded = 1 AND run = (
              SELECT id FROM runs WHERE pipeline = $pipeline AND interval IS $interval AND state = 'Done'
                AND EXISTS (SELECT * FROM files WHERE run = id AND loaded = 1)
              ORDER BY started DESC, id DESC LIMIT 1)
            """;
        command.Parameters.AddWithValue("$pipeline", pipeline);
        command.Parameters.AddWithValue("$interval", (object?)interval ?? DBNull.Value);
        using SqliteDataReader reader = command.ExecuteReader();
        string? run = null;
        string? own = null;
        var hashes = ImmutableDictionary.CreateBuilder<(string, string), string>();
        while (reader.Read())
        {
            if (reader.GetString(4) != (own ??= program()))
            {
                return null;
            }

            run = reader.GetString(0);
            hashes[(reader.GetString(1), reader.GetString(2))] = reader.GetString(3);
        }

        return run is null ? null : new LoadedFiles(run, hashes.ToImmutable());
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
                Execute(
                    """
                    INSERT INTO files VALUES (
                      $run, $source, $file, $url, $bytes, $sha256, $etag, $modified, $fetched, $loaded, $program)
                    """,
                    ("$run", run.Id), ("$source", source.Source), ("$file", file.Name), ("$url", file.Url), ("$bytes", file.Bytes),
                    ("$sha256", file.Sha256), ("$etag", file.ETag), ("$modified", file.Modified), ("$fetched", file.IsFetched ? 1 : 0),
                    ("$loaded", isLoaded ? 1 : 0), ("$program", program));
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
