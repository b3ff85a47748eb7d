using Microsoft.Data.Sqlite;

namespace FlowLang.Runtime;

public sealed partial class RunLedger
{
    /// <summary>The cursors of a run: written while it runs, they count once it is done, also where only its target knew that.</summary>
    public ICursors CursorsOf(string pipeline, string run) => new RunCursors(this, pipeline, run);

    private string? Cursor(string pipeline, string source)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = """
            SELECT value FROM cursors JOIN runs ON id = run
            WHERE pipeline = $pipeline AND source = $source AND state = 'Done' ORDER BY started DESC, id DESC LIMIT 1
            """;
        command.Parameters.AddWithValue("$pipeline", pipeline);
        command.Parameters.AddWithValue("$source", source);
        return command.ExecuteScalar() as string;
    }

    private sealed class RunCursors(RunLedger ledger, string pipeline, string run) : ICursors
    {
        public string? Committed(string source)
        {
            string? value = null;
            ledger.Guard(() => value = ledger.Cursor(pipeline, source));
            return value;
        }

        public void Keep(string source, string value) => ledger.Guard(() => ledger.Execute(
            "INSERT OR REPLACE INTO cursors VALUES ($run, $source, $value)", ("$run", run), ("$source", source), ("$value", value)));
    }
}
