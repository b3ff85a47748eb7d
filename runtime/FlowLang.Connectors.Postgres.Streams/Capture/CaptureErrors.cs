using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>RT415x and RT416x: what keeps changes from being captured, each before the first one is missed.</summary>
internal static class CaptureErrors
{
    public static FlowError NotLogical(PostgresTarget target, string level) => Refused(
        "RT4150", $"{target} keeps no log that changes can be read from", $"wal_level is `{level}`",
        "set wal_level = logical in postgresql.conf and restart the server");

    public static FlowError NoTable(PostgresTarget target, TableName table, bool isMissing) => Refused(
        "RT4151", $"changes of {table} can't be captured from {target}",
        isMissing ? "there is no such table" : "it is a view, a foreign table, or a temporary or unlogged one: the log has nothing of it",
        "name a table with `schema.table`, as the catalog has it");

    public static FlowError NoIdentity(PostgresTarget target, TableName table, bool isNothing) => Refused(
        "RT4152", $"changes of {table} can't be captured from {target}",
        isNothing
            ? "its replica identity is `nothing`"
            : "it has no primary key and no other replica identity, so no update says of which row",
        $"add a primary key, or `ALTER TABLE {table.Quoted} REPLICA IDENTITY FULL` (the log then holds whole old rows)");

    public static FlowError NoPublication(PostgresTarget target, string publication, string statement) => Refused(
        "RT4153", $"publication {publication} is missing from {target}, and the user may not make it", null,
        $"let the owner of the tables run: {statement}");

    public static FlowError NotPublished(PostgresTarget target, string publication, TableName table) => Uncovered(
        $"publication {publication} of {target} does not have {table}", "a table that is published for others is not added to",
        $"ALTER PUBLICATION {publication} ADD TABLE {table.Quoted}; of a partitioned table it needs publish_via_partition_root");

    public static FlowError ColumnsNotPublished(PostgresTarget target, string publication, TableName table, string[] columns) => Uncovered(
        $"publication {publication} of {target} has {table} without {string.Join(", ", columns)}",
        "its column list leaves them out, so no change of them would arrive", "publish them, or the table without a column list");

    public static FlowError RowFilter(PostgresTarget target, string publication, TableName table, string filter) => Uncovered(
        $"publication {publication} of {target} has only some rows of {table}", $"WHERE {filter}",
        "publish it without a filter, and filter in the pipeline");

    public static FlowError PublicationLacksOperations(PostgresTarget target, string publication) => Uncovered(
        $"publication {publication} of {target} leaves out some kinds of changes", null,
        $"ALTER PUBLICATION {publication} SET (publish = 'insert, update, delete, truncate')");

    public static FlowError NoForm(PostgresTarget target, TableName table, string column, string type) => Formless(
        $"column {column} of {table} in {target} can't be captured", $"values of {type} have no form in JSON",
        "leave it out of the publication's column list, or change its type");

    public static FlowError Generated(PostgresTarget target, TableName table, string column) => Formless(
        $"column {column} of {table} in {target} can't be captured", "it is generated, and logical replication leaves those out",
        "compute it in the pipeline");

    public static FlowError ForeignSlot(PostgresTarget target, string slot, string why) => Refused(
        "RT4156", $"slot {slot} of {target} is not this pipeline's", why, "name another slot: each belongs to one reader");

    public static FlowError SlotActive(PostgresTarget target, string slot, string? by) => new(
        "RT4157", $"slot {slot} of {target} is read by somebody else", by,
        "stop the other reader; after a crash the server notices within wal_sender_timeout")
    {
        Transient = true,
    };

    public static FlowError SlotGone(PostgresTarget target, string slot, CapturePosition position) => Lost(
        "RT4158", $"slot {slot} of {target} is gone", $"somebody dropped it; changes after {At(position)} may be lost", slot);

    public static FlowError SlotAhead(PostgresTarget target, string slot, CapturePosition position, ulong confirmed) => Lost(
        "RT4159", $"slot {slot} of {target} is not where this pipeline left it",
        $"it was made again or moved by somebody: changes from {At(position)} to {CapturePositions.FormatLsn(confirmed)} are missing",
        slot);

    public static FlowError WalLost(
        PostgresTarget target, string slot, CapturePosition position,
        string why = "it fell behind by more than max_slot_wal_keep_size (wal_status = lost)") => Lost(
        "RT4160", $"the log that slot {slot} of {target} needs is gone", $"{why}; changes after {At(position)} are missing", slot);

    public static FlowError StoreBehind(PostgresTarget target, string slot, long? offset, CapturePosition position) => Lost(
        "RT4161", $"slot {slot} of {target} is ahead of what the pipeline wrote",
        $"changes {offset / CapturePosition.RecordsOfChange ?? 0} to {position.Number} were taken, and the target does not have them: "
            + "it was restored from a backup, emptied, or is another one", slot);

    public static FlowError SnapshotInterrupted(PostgresTarget target, string slot) => Lost(
        "RT4162", $"the snapshot of slot {slot} of {target} was interrupted, and rows of it were processed",
        "it has to begin again, and this pipeline would count those rows twice", slot);

    public static FlowError NoPositions(PostgresTarget target, string definition) => Refused(
        "RT4163", $"the user may not make table flow.captures in {target}", "it holds how far the changes were taken",
        $"let the owner of the database run, and grant SELECT, INSERT and UPDATE: CREATE SCHEMA IF NOT EXISTS flow; {definition}");

    public static FlowError NoReplication(PostgresTarget target) => Refused(
        "RT4164", $"the user may not read changes from {target}", "it has no REPLICATION attribute",
        $"ALTER ROLE {target.User ?? "…"} REPLICATION");

    public static FlowError NoSlotFree(PostgresTarget target, string why) => new(
        "RT4165", $"{target} gives no slot", why, "raise max_replication_slots and max_wal_senders, or drop slots that nobody reads");

    public static FlowError TableChanged(PostgresTarget target, TableName table, string column, string what, ulong lsn) => new(
        "RT4166", $"table {table} of {target} changed while its changes were captured: `{column}` {what}",
        $"at {CapturePositions.FormatLsn(lsn)}; all changes before were taken, none after",
        "run `flowc lock`, adapt the program, build and start it again: it goes on from here")
    {
        Kind = ErrorKind.Schema,
    };

    public static FlowError Unreadable(PostgresTarget target, string what, ulong lsn) => new(
        "RT4167", $"{target} sent what can't be understood", $"{what} at {CapturePositions.FormatLsn(lsn)}",
        "nothing of it was taken; this is a mistake of the runtime: please report it");

    public static FlowError NoRoom(string folder, string why) => new(
        "RT4168", $"a large transaction can't be kept in {folder} until it is committed", why,
        "free room there, or point TMPDIR to a larger disk")
    {
        Transient = true,
    };

    public static FlowError NotAdded(PostgresTarget target, string slot, TableName table, bool hasKey) => Refused(
        "RT4169", $"{table} of {target} can't be added to slot {slot}",
        hasKey
            ? "its rows are read beside the log that is read already: those that change meanwhile come twice, and this pipeline would "
                + "count them twice"
            : "it has no key, in the order of which its rows could be read beside the log that is read already",
        "give it a slot and a pipeline of its own");

    private static FlowError Uncovered(string message, string? why, string help) => Refused("RT4154", message, why, help);

    private static FlowError Formless(string message, string why, string help) => Refused("RT4155", message, why, help);

    private static FlowError Refused(string code, string message, string? why, string help) => new(code, message, why, help)
    {
        Kind = ErrorKind.Usage,
    };

    private static FlowError Lost(string code, string message, string why, string slot) => new(
        code, message, why,
        "nothing is passed over silently: to begin again with a snapshot, empty the target, then "
            + $"SELECT pg_drop_replication_slot('{slot}') where it is there, and DELETE FROM flow.captures WHERE slot = '{slot}'");

    private static string At(CapturePosition position) =>
        position.Lsn is { } lsn ? CapturePositions.FormatLsn(lsn) : "the start of the snapshot";
}
