using Microsoft.Data.Sqlite;

namespace FlowLang.Runtime;

public sealed partial class RunLedger
{
    /// <summary>What became of a crashed run is not known yet.</summary>
    private const string Unknown = "RT7002";

    /// <summary>Its target was asked.</summary>
    private const string Settled = "RT7003";

    /// <summary>The crashed runs of a pipeline of which nobody has asked the targets yet, oldest first.</summary>
    public IReadOnlyList<string> Unsettled(string pipeline)
    {
        var ids = new List<string>();
        Guard(() =>
        {
            using SqliteCommand command = _connection.CreateCommand();
            command.CommandText = $"""
                SELECT id FROM runs WHERE state = 'Crashed' AND error_code = '{Unknown}' AND pipeline = $pipeline ORDER BY started, id
                """;
            command.Parameters.AddWithValue("$pipeline", pipeline);
            using SqliteDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                ids.Add(reader.GetString(0));
            }
        });
        return ids;
    }

    /// <summary>A crashed run had committed: it is done, with the rows and the time that its target recorded.</summary>
    public void SettleAsDone(string id, CommittedRun committed)
    {
        ArgumentNullException.ThrowIfNull(committed);
        Guard(() => End(id, RunState.Crashed, RunState.Done, committed.CommittedAt, committed.Totals, null, null));
    }

    /// <summary>A crashed run stays crashed; <paramref name="outcome"/> says what its targets know of it.</summary>
    public void SettleAsCrashed(string id, string outcome) => Guard(() => Execute(
        $"UPDATE runs SET error_code = '{Settled}', error = $error WHERE id = $id",
        ("$error", $"its process ended without a word; {outcome}"), ("$id", id)));

    /// <summary>The rows of a served run's try that is done for the interval; null where none is.</summary>
    public RunTotals? DoneOf(string job, RunInterval? interval)
    {
        RunTotals? found = null;
        Guard(() =>
        {
            using SqliteCommand command = _connection.CreateCommand();
            command.CommandText = """
                SELECT rows_read, rows_written, rows_rejected, rows_filtered FROM runs
                WHERE job = $job AND interval IS $interval AND state = 'Done' LIMIT 1
                """;
            command.Parameters.AddWithValue("$job", job);
            command.Parameters.AddWithValue("$interval", (object?)interval?.ToString() ?? DBNull.Value);
            using SqliteDataReader reader = command.ExecuteReader();
            found = reader.Read() ? new(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3)) : null;
        });
        return found;
    }

    private void MarkCrashed()
    {
        var dead = new List<string>();
        using (SqliteCommand command = _connection.CreateCommand())
        {
            command.CommandText = "SELECT id, host, pid, process_started FROM runs WHERE state = 'Running'";
            using SqliteDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                if (!new ProcessIdentity(reader.GetString(1), reader.GetInt32(2), reader.GetString(3)).MayBeAlive)
                {
                    dead.Add(reader.GetString(0));
                }
            }
        }

        foreach (string id in dead)
        {
            // Another process may have found it too, and have asked already.
            Execute(
                $"""
                UPDATE runs SET state = 'Crashed', error_code = '{Unknown}', error = 'its process ended without a word'
                WHERE id = $id AND state = 'Running'
                """,
                ("$id", id));
        }
    }
}
