using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>A slot as pg_replication_slots has it.</summary>
/// <param name="Confirmed">Where the server goes on; everything before is gone for this slot.</param>
/// <param name="WalStatus">reserved, extended, unreserved (the next checkpoint may remove what it needs) or lost.</param>
/// <param name="SafeBytes">How much may be written until the slot is in danger of being lost; null where nothing limits it.</param>
internal sealed record SlotState(
    string? Plugin, string? Database, bool IsActive, ulong? Confirmed, string? WalStatus, long? SafeBytes, long LagBytes)
{
    public static async Task<SlotState?> ReadAsync(PostgresSession session, string slot, CancellationToken cancel)
    {
        var rows = await session.RowsAsync(
            """
            SELECT plugin::text, database::text, active, confirmed_flush_lsn::text, wal_status, safe_wal_size,
                   coalesce(pg_current_wal_lsn() - restart_lsn, 0)::int8
            FROM pg_replication_slots WHERE slot_name = $1
            """, cancel, slot);
        return rows is [{ } row]
            ? new SlotState(
                row[0] as string, row[1] as string, row[2] is true, row[3] is string lsn ? CapturePositions.ParseLsn(lsn) : null,
                row[4] as string, row[5] as long?, row[6] as long? ?? 0)
            : null;
    }

    /// <summary>Says what is wrong with a slot that can't be gone on with; null where it can.</summary>
    /// <param name="database">The one that is captured.</param>
    /// <param name="position">As <c>flow.captures</c> has it.</param>
    public FlowError? Mistake(PostgresTarget target, string slot, string? database, CapturePosition position)
    {
        if (Plugin != "pgoutput" || Database != database)
        {
            return CaptureErrors.ForeignSlot(
                target, slot, $"it is one of {Plugin ?? "physical replication"} for database {Database ?? "none"}");
        }

        if (WalStatus == "lost")
        {
            return CaptureErrors.WalLost(target, slot, position);
        }

        // The row in flow.captures is written first: the slot can be behind it, never ahead.
        return position.Lsn is { } lsn && Confirmed > lsn ? CaptureErrors.SlotAhead(target, slot, position, Confirmed.Value) : null;
    }

    /// <summary>What somebody should look at before the slot is lost; null where all is well.</summary>
    public string? Warning(string slot) => this switch
    {
        { WalStatus: "unreserved" } =>
            $"slot {slot} is beyond max_slot_wal_keep_size ({LagBytes:N0} bytes behind): the next checkpoint may remove what it needs; "
                + "let the stream catch up or raise the limit",
        { SafeBytes: { } safe } when safe < LagBytes =>
            $"slot {slot} is {LagBytes:N0} bytes behind and max_slot_wal_keep_size leaves it {safe:N0} more: raise it, or find what is "
                + "slow",
        _ => null,
    };
}
