using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// Reads rows by binary COPY into a table of the embedded engine. All sources of a run on one connection see one REPEATABLE READ snapshot.
/// </summary>
internal abstract class PostgresSource(PostgresConnection connection, ImmutableArray<Column> columns) : BatchSource
{
    public override ImmutableArray<Column> Columns => columns;

    internal PostgresConnection Connection => connection;

    /// <summary>What of it is read; null for all of it.</summary>
    internal SourceSelection? Selection { get; init; }

    /// <summary>It is read from where the last run ended.</summary>
    internal virtual bool IsFollowed => false;

    /// <summary>What follows FROM.</summary>
    internal abstract string From { get; }

    /// <summary>The table of which this run reads all rows but those that filters take, quoted; null where it is anything else.</summary>
    internal virtual string? WholeTable => null;

    public override async Task<SourceRead> OpenAsync(DuckDbSession duck, string relation, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(duck);
        await PrepareAsync(duck.Run, cancel);
        PostgresSession session = await PostgresSnapshot.Of(connection, duck.Run).BeginAsync(cancel);
        try
        {
            await RequireColumnsAsync(session, duck.Run, cancel);
            return await FillAsync(session, duck, relation, cancel);
        }
        catch (Exception e)
        {
            cancel.ThrowIfCancellationRequested();
            if (duck.Run.Audit is not null)
            {
                // What failed may have aborted the snapshot's transaction, which the sources behind would share.
                await PostgresSnapshot.Of(connection, duck.Run).DisposeAsync();
            }

            throw PostgresErrors.Translate(e, connection.Target, $"reading {Name}");
        }
    }

    public override async Task<ImmutableArray<LiveColumn>> DescribeAsync(DuckDbSession duck, CancellationToken cancel)
    {
        await using PostgresSession session = await connection.OpenAsync("flow", cancel);
        return await session.GuardAsync($"description of {Name}", () => DescribeAsync(session, cancel));
    }

    /// <summary>What must be done before the snapshot that is read.</summary>
    internal virtual Task PrepareAsync(BatchRun run, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>
    /// The live columns, after they were compared with what the program was compiled for. From then on <see cref="From"/> is what this
    /// run reads in the snapshot of <paramref name="session"/>.
    /// </summary>
    internal async Task<ImmutableArray<LiveColumn>> RequireColumnsAsync(PostgresSession session, BatchRun run, CancellationToken cancel)
    {
        ImmutableArray<LiveColumn> live = await DescribeAsync(session, cancel);
        ImmutableArray<string> differences = SchemaComparison.ForReading(live, columns);
        if (!differences.IsEmpty)
        {
            throw SchemaComparison.Failure($"{Name} in {session.Target}", differences, run.Pipeline);
        }

        await ChooseRowsAsync(session, run, cancel);
        return live;
    }

    /// <summary>Decides which rows this run reads.</summary>
    protected virtual Task ChooseRowsAsync(PostgresSession session, BatchRun run, CancellationToken cancel) => Task.CompletedTask;

    protected abstract Task<ImmutableArray<LiveColumn>> DescribeAsync(PostgresSession session, CancellationToken cancel);

    private async Task<SourceRead> FillAsync(PostgresSession session, DuckDbSession duck, string relation, CancellationToken cancel)
    {
        var fields = SourceField.Of(Selection is { } asked ? [.. asked.Columns.Select(n => columns.Single(c => c.Name == n))] : columns);
        string select = $"SELECT {string.Join(", ", fields.Select(f => f.Select))} FROM {From}{Selection?.Where}";
        await PrepareFiltersAsync(session, duck.Run, select, cancel);
        if (Selection is { Passes: true })
        {
            return new PassedRows(this, session, fields, select);
        }

        var table = new SourceTable(relation, fields);
        await duck.ExecuteAsync(table.Create, relation, cancel);
        (long? rows, ImmutableArray<StepCount> left) = (null, []);
        if (!duck.Run.DryRun)
        {
            SourceCounts counts = await SourceCounts.BeginAsync(this, session, select, cancel);
            long read = await CopyReader.ReadAsync(session, CopyOf(select), duck, table, Name, cancel);
            (rows, left) = (read, await counts.EndAsync(read, cancel));
        }

        await duck.ExecuteAsync(table.View, relation, cancel);
        return new Read(rows) { LeftOut = left };
    }

    /// <summary>The rows of a query in COPY's binary form.</summary>
    internal static string CopyOf(string select) => $"COPY ({select}) TO STDOUT (FORMAT binary)";

    /// <summary>The rows that filters take, counted in the snapshot of <paramref name="session"/>.</summary>
    internal async Task<ImmutableArray<StepCount>> CountAsync(PostgresSession session, CancellationToken cancel)
    {
        if (Selection is not { Counts: { IsEmpty: false } counts } asked)
        {
            return [];
        }

        var rows = await session.RowsAsync($"SELECT {string.Join(", ", counts)} FROM {From}{asked.Bounds}", cancel);
        return asked.Steps(rows[0]);
    }

    /// <summary>Makes ready what filters ask for by name. In a dry run the server only prepares the query.</summary>
    private async Task PrepareFiltersAsync(PostgresSession session, BatchRun run, string select, CancellationToken cancel)
    {
        if (Selection is { Filters.IsEmpty: false })
        {
            await BatchSettings.VariablesAsync(session, run, cancel);
            if (run.DryRun)
            {
                await QueryReader.DescribeAsync(session, select, cancel);
            }
        }
    }

    private sealed class Read(long? rows) : SourceRead
    {
        public override long? Rows => rows;
    }
}
