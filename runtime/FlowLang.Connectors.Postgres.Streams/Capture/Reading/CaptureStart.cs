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
        ImmutableArray<CapturedTable> tables = await TablesAsync(session, options, run, cancel);
        foreach (CapturedTable table in tables.Where(t => t.CanLackValues))
        {
            run.Log.Info(
                $"{table.Name}: an update that leaves a large value alone has __debezium_unavailable_value in its place; "
                    + "REPLICA IDENTITY FULL has the value");
        }

        await CapturePublication.EnsureAsync(session, options.Publication, tables, run.Log, cancel);
        await CapturePositions.EnsureAsync(session, cancel);
        var known = await CapturePositions.FindAsync(session, options.Slot, isNewest: true, cancel);
        RequireOwner(session, options, run, known?.Owner);
        SlotState? slot = await FreeSlotAsync(session, options, cancel);
        return Of(session, options, tables, known?.Position, known?.Tables, slot);
    }

    /// <summary>The tables of the options as the catalog has them.</summary>
    public static async Task<ImmutableArray<CapturedTable>> TablesAsync(
        PostgresSession session, CaptureOptions options, StreamRun run, CancellationToken cancel)
    {
        CaptureCatalog catalog = new(session);
        var tables = ImmutableArray.CreateBuilder<CapturedTable>();
        foreach (CaptureTable wanted in options.Tables)
        {
            tables.Add(await catalog.ReadAsync(wanted, run.Pipeline, cancel));
        }

        return tables.ToImmutable();
    }

    public static void RequireOwner(PostgresSession session, CaptureOptions options, StreamRun run, string? owner)
    {
        if (owner is not null && owner != run.Group)
        {
            throw new FlowException(CaptureErrors.ForeignSlot(session.Target, options.Slot, $"it is that of {owner}"));
        }
    }

    /// <param name="tables">In the order of the options.</param>
    /// <param name="position">Null where the slot was never used.</param>
    /// <param name="known">The slot's tables by number, as <c>flow.captures</c> has them.</param>
    /// <exception cref="FlowException">The slot can't be gone on with.</exception>
    public static CaptureStart Of(
        PostgresSession session, CaptureOptions options, ImmutableArray<CapturedTable> tables, CapturePosition? position,
        ImmutableArray<string>? known, SlotState? slot)
    {
        SlotTables numbers = SlotTables.Of(known, position is not null, [.. tables.Select(t => t.Name)]);
        CaptureStart start = new(
            [.. tables.Zip(options.Tables, (t, wanted) => (t with { Number = numbers.Names.IndexOf($"{t.Name}") }, wanted))], numbers, slot,
            position);
        return start.Mistake(session.Target, options, session.Link.Database) is { } mistake ? throw new FlowException(mistake) : start;
    }

    /// <summary>What of a snapshot is still to be read, of added tables, too.</summary>
    public SnapshotRest? Rest(CaptureOptions options) => Position?.Rest
        ?? (Added is { } first && options.Snapshot == CaptureSnapshot.Initial ? new SnapshotRest(first, []) : null);

    /// <summary>That who takes the changes lacks some that the slot has no more; null where none are lost.</summary>
    /// <param name="next">The first record to give of each table, by its number; null for the first that there is.</param>
    public FlowError? Behind(PostgresTarget target, CaptureOptions options, IReadOnlyDictionary<int, long?> next)
    {
        if (Position is not { Lsn: not null } known)
        {
            return null;
        }

        // A table that came a moment ago has nothing yet where the others have something: nothing was confirmed without it.
        bool isEmpty = next.Values.All(offset => offset is null);
        SnapshotRest? rest = Rest(options);
        CapturedTable? behind = Tables.Select(t => t.Table)
            .FirstOrDefault(t => (isEmpty || next[t.Number] is not null) && !IsToBeRead(t, rest) && (next[t.Number] ?? 0) < known.Offset);
        return behind is null ? null : CaptureErrors.StoreBehind(target, options.Slot, next[behind.Number], known);
    }

    /// <summary>Whether all rows of a table are still to come, so that its target can have none of its changes.</summary>
    private static bool IsToBeRead(CapturedTable table, SnapshotRest? rest) =>
        rest is not null && (table.Number > rest.Table || (table.Number == rest.Table && rest.After.IsEmpty));

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

    /// <summary>Who reads the slot, in words.</summary>
    public static async Task<string?> ReaderAsync(PostgresSession session, CaptureOptions options, CancellationToken cancel) =>
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
