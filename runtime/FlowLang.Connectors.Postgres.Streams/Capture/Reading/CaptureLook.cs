using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// What <see cref="CaptureStart.CheckAsync"/> would find: no publication, table or slot is made, and nobody's slot is waited for.
/// </summary>
internal static class CaptureLook
{
    /// <param name="kept">As of <see cref="IStreamSource.LookAsync"/>.</param>
    public static async Task<string> AtAsync(
        PostgresSession session, CaptureOptions options, StreamRun run, ImmutableArray<PartitionProgress>? kept, CancellationToken cancel)
    {
        await CaptureStart.RequireReplicationAsync(session, cancel);
        ImmutableArray<CapturedTable> tables = await CaptureStart.TablesAsync(session, options, run, cancel);
        string publication = await CapturePublication.LookAsync(session, options.Publication, tables, cancel);
        var known = await CapturePositions.LookAsync(session, options.Slot, cancel);
        CaptureStart.RequireOwner(session, options, run, known?.Owner);
        SlotState? slot = await SlotState.ReadAsync(session, options.Slot, cancel);
        CaptureStart start = CaptureStart.Of(session, options, tables, known?.Position, known?.Tables, slot);
        await RequireReadableAsync(session, options, start, cancel);
        if (kept is { } progress && start.Behind(session.Target, options, NextOf(start, options, progress)) is { } behind)
        {
            throw new FlowException(behind);
        }

        if (slot?.Warning(options.Slot) is { } warning)
        {
            run.Log.Warning(warning);
        }

        return $"{publication}, {await SlotAsync(session, options, start, cancel)}";
    }

    private static Dictionary<int, long?> NextOf(CaptureStart start, CaptureOptions options, ImmutableArray<PartitionProgress> kept) =>
        start.Tables.ToDictionary(
            t => t.Table.Number,
            t => kept.FirstOrDefault(p => p.Partition == new StreamPartition(options.Slot, t.Table.Number))?.NextOffset);

    // The first start reads the rows that are there as they are.
    private static async Task RequireReadableAsync(
        PostgresSession session, CaptureOptions options, CaptureStart start, CancellationToken cancel)
    {
        if (options.Snapshot == CaptureSnapshot.Never || (start.Position is { Lsn: not null } && start.Rest(options) is null))
        {
            return;
        }

        foreach ((CapturedTable table, _) in start.Tables)
        {
            if (await session.ScalarAsync("SELECT has_any_column_privilege($1::oid, 'SELECT')", cancel, (long)table.Oid) is not true)
            {
                throw Privileges.Missing(
                    session, $"read {table.Name}", $"GRANT SELECT ON {table.Name.Quoted} TO {Sql.Name(session.Target.User ?? "")}");
            }
        }
    }

    private static async Task<string> SlotAsync(
        PostgresSession session, CaptureOptions options, CaptureStart start, CancellationToken cancel)
    {
        switch (start.Slot)
        {
            case { IsActive: true } when start.Position is null:
                string? reader = await CaptureStart.ReaderAsync(session, options, cancel);
                throw new FlowException(CaptureErrors.SlotActive(session.Target, options.Slot, reader));
            case { IsActive: true }:
                // The pipeline runs: that is not in the way of who takes it over.
                return $"slot {options.Slot} is read now {await CaptureStart.ReaderAsync(session, options, cancel)}".TrimEnd();
            case not null:
                return $"goes on with slot {options.Slot}";
        }

        var slots = await session.RowsAsync(
            "SELECT count(*)::int4, current_setting('max_replication_slots')::int4 FROM pg_replication_slots", cancel);
        string rows = options.Snapshot == CaptureSnapshot.Initial ? ", and reads the rows that are there first" : "";
        return slots is [[int taken, int all]] && taken >= all
            ? throw new FlowException(CaptureErrors.NoSlotFree(session.Target, $"all {all} slots are taken"))
            : $"makes slot {options.Slot}{rows}";
    }
}
