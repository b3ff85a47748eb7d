namespace FlowLang.Runtime;

public sealed partial class RunLedger
{
    /// <summary>The cursors of a run: written while it runs, they count once it is done, also where only its target knew that.</summary>
    public ICursors CursorsOf(string pipeline, string run) => new RunCursors(this, pipeline, run);

    private string? Cursor(string pipeline, string source) => Sql(
        """
        SELECT value FROM cursors JOIN runs ON id = run
        WHERE pipeline = $1 AND source = $2 AND state = 'Done' ORDER BY started DESC, id DESC LIMIT 1
        """, 2).Value<string>(pipeline, source);

    private sealed class RunCursors(RunLedger ledger, string pipeline, string run) : ICursors
    {
        public string? Committed(string source) => ledger.Guard(() => ledger.Cursor(pipeline, source));

        public void Keep(string source, string value) => ledger.Guard(() => ledger.Sql(
            "INSERT INTO cursors VALUES ($1, $2, $3) ON CONFLICT (run, source) DO UPDATE SET value = excluded.value", 3)
            .Run(run, source, value));
    }
}
