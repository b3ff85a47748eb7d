using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// What is known before the first change: tables, slot, and how far it was taken; everything that can be refused is, here.
/// </summary>
/// <param name="Numbers">Of the tables.</param>
/// <param name="Position">As <c>flow.captures</c> has it; null where the slot was never used.</param>
internal sealed record CaptureStart(
    ImmutableArray<(CapturedTable Table, CaptureTable Wanted)> Tables, SlotTables Numbers, SlotState? Slot, CapturePosition? Position)
{
    private const int Attempts = 40;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    /// <summary>The snapshot was begun and not finished.</summary>
    public bool IsInterrupted => Position is { Lsn: null };

    /// <summary>From which number on tables came to a slot that is read already; null where none did.</summary>
    public int? Added => Position is { Lsn: not null } ? Numbers.FirstNew : null;

    /// <summary>Throws unless the server keeps a log of changes that the user may read.</summary>
    public static async Task RequireReplicationAsync(PostgresSession session, CancellationToken cancel)
    {
        string level = $"{await session.ScalarAsync("SHOW wal_level", cancel)}";
        if (level != "logical")
        {
            throw new FlowException(CaptureErrors.NotLogical(session.Target, level));
        }

        if (await session.ScalarAsync("SELECT rolreplication OR rolsuper FROM pg_roles WHERE rolname = current_user", cancel) is not true)
        {
            throw new FlowException(CaptureErrors.NoReplication(session.Target));
        }
    }

    public static async Task<CaptureStart> CheckAsync(
        PostgresSession session, CaptureOptions options, StreamRun run, CancellationToken cancel)
    {
        await RequireReplicationAsync(session, cancel);
        CaptureCatalog catalog = new(session);
        var tables = ImmutableArray.CreateBuilder<(CapturedTable, CaptureTable)>();
        foreach (CaptureTable wanted in options.Tables)
        {
            CapturedTable table = await catalog.ReadAsync(wanted, run.Pipeline, cancel);
            tables.Add((table, wanted));
            if (table.CanLackValues)
            {
                run.Log.Info(
                    $"{table.Name}: an update that leaves a large value alone has __debezium_unavailable_value in its place; "
                        + "REPLICA IDENTITY FULL has the value");
            }
        }

        await CapturePublication.EnsureAsync(session, options.Publication, [.. tables.Select(t => t.Item1)], run.Log, cancel);
        await CapturePositions.EnsureAsync(session, cancel);
        var known = await CapturePositions.FindAsync(session, options.Slot, cancel);
        if (known is { } owned && owned.Owner != run.Group)
        {
            throw new FlowException(CaptureErrors.ForeignSlot(session.Target, options.Slot, $"it is that of {owned.Owner}"));
        }

        SlotState? slot = await FreeSlotAsync(session, options, cancel);
        SlotTables numbers = SlotTables.Of(known?.Tables, known is not null, [.. tables.Select(t => t.Item1.Name)]);
        CaptureStart start = new(
            [.. tables.Select(t => (t.Item1 with { Number = numbers.Names.IndexOf($"{t.Item1.Name}") }, t.Item2))], numbers, slot,
            known?.Position);
        return start.Mistake(session.Target, options, session.Link.Database) is { } mistake ? throw new FlowException(mistake) : start;
    }

    /// <summary>After a crash the server needs a moment to see that its reader is gone.</summary>
    private static async Task<SlotState?> FreeSlotAsync(PostgresSession session, CaptureOptions options, CancellationToken cancel)
    {
        for (int attempt = 1; ; attempt++)
        {
            SlotState? slot = await SlotState.ReadAsync(session, options.Slot, cancel);
            if (slot is not { IsActive: true })
            {
                return slot;
            }

            if (attempt == Attempts)
            {
                string? reader = await ReaderAsync(session, options, cancel);
                throw new FlowException(CaptureErrors.SlotActive(session.Target, options.Slot, reader));
            }

            await Task.Delay(s_pause, cancel);
        }
    }

    private static async Task<string?> ReaderAsync(PostgresSession session, CaptureOptions options, CancellationToken cancel) =>
        await session.ScalarAsync(
            """
            SELECT 'by ' || a.application_name || coalesce(' from ' || host(a.client_addr), '') || ', process ' || a.pid
            FROM pg_replication_slots s JOIN pg_stat_activity a ON a.pid = s.active_pid WHERE s.slot_name = $1
            """, cancel, options.Slot) as string;

    private FlowError? Mistake(PostgresTarget target, CaptureOptions options, string? database) => (Slot, Position) switch
    {
        (null, { Lsn: not null } position) => CaptureErrors.SlotGone(target, options.Slot, position),
        (null, _) => null,
        (_, null) when options.Snapshot == CaptureSnapshot.Initial => CaptureErrors.ForeignSlot(
            target, options.Slot, "it exists, and this pipeline has not made it: a snapshot needs a slot of its own making"),
        ({ } slot, var position) => slot.Mistake(target, options.Slot, database, position ?? default) ?? Addition(target, options),
    };

    /// <summary>What keeps the rows of an added table from being read beside the log; null where nothing does.</summary>
    private FlowError? Addition(PostgresTarget target, CaptureOptions options)
    {
        if (Added is not { } first || options.Snapshot == CaptureSnapshot.Never)
        {
            return null;
        }

        foreach ((CapturedTable table, _) in Tables.Where(t => t.Table.Number >= first))
        {
            if (table.Key.IsEmpty || !options.MayRepeatSnapshot)
            {
                return CaptureErrors.NotAdded(target, options.Slot, table.Name, hasKey: !table.Key.IsEmpty);
            }
        }

        return null;
    }
}
