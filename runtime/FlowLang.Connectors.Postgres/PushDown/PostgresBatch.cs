using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// PostgreSQL as the engine of one run: sources, stages and writes are SQL in the one transaction that also carries rejects and the
/// ledger's entry, so no row leaves the database and all becomes visible together. The same verbs as <see cref="DuckDbSession"/>.
/// </summary>
public sealed partial class PostgresBatch : IAsyncDisposable
{
    private readonly PostgresConnection _connection;
    private readonly HashSet<BatchSink> _checked = [];
    private readonly Dictionary<string, long?> _reads = new(StringComparer.Ordinal);
    private int _names;

    private PostgresSession? _session;

    private PostgresBatch(BatchRun run, PostgresConnection connection)
    {
        Run = run;
        _connection = connection;
    }

    public BatchRun Run { get; }

    /// <summary>The transaction's connection, once something was read or computed.</summary>
    internal PostgresSession Session => _session ?? throw new InvalidOperationException("the transaction has not begun");

    /// <summary>A batch that begins the run's transaction when it first reads: sinks are checked before.</summary>
    public static Task<PostgresBatch> OpenAsync(BatchRun run, PostgresConnection connection, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(connection);
        cancel.ThrowIfCancellationRequested();
        if (run.Preview is not null)
        {
            throw new FlowException(PreviewErrors.Impossible(run.Pipeline, "it computes in PostgreSQL, in its targets' transaction"));
        }

        return Task.FromResult(new PostgresBatch(run, connection));
    }

    /// <summary>Reaches a sink and compares its live schema, once a run.</summary>
    public async Task CheckAsync(BatchSink sink, ImmutableArray<Column> columns, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(sink);
        if (_checked.Add(sink))
        {
            string plan = await SinkOf(sink).CheckAsync(Run, columns, stages: false, cancel);
            if (Run.DryRun)
            {
                Run.Log.Info($"would write {sink.Name}: {plan}");
            }
        }
    }

    /// <summary>Checks a source's live schema and its values, and defines the relation.</summary>
    public async Task ReadAsync(BatchSource source, string relation, CancellationToken cancel)
    {
        PostgresSource table = source as PostgresSource
            ?? throw new ArgumentException($"{source?.Name} is no source of the database", nameof(source));
        if (table.IsFollowed && !Run.DryRun)
        {
            await PostgresTransaction.Of(_connection, Run).FollowAsync(cancel);
        }

        await GuardAsync($"reading {table.Name}", async () =>
        {
            var view = new SourceView(Session, table, await table.RequireColumnsAsync(Session, Run, cancel));
            await view.CreateAsync(relation, cancel);
            _reads[relation] = Run.DryRun ? null : await view.CountAsync(cancel);
            if (!Run.DryRun)
            {
                Run.Report.Add(new SourceReport(relation, table.Name, _reads[relation], null, 0));
            }
        }, cancel);
    }

    /// <summary>The transaction is the run's: it commits it or rolls it back.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A name that no relation of the program has.</summary>
    internal string FreshName(string stem) => $"__{stem}_{++_names}";

    private async Task GuardAsync(string work, Func<Task> action, CancellationToken cancel)
    {
        try
        {
            await BeginAsync(cancel);
            await action();
        }
        catch (Exception e)
        {
            cancel.ThrowIfCancellationRequested();
            throw PostgresErrors.Translate(e, _connection.Target, work);
        }
    }

    // With settings and variables of the run, which end with the transaction.
    private async Task BeginAsync(CancellationToken cancel)
    {
        if (_session is null)
        {
            _session = await PostgresTransaction.Of(_connection, Run).BeginComputingAsync(cancel);
            await BatchSettings.ApplyAsync(_session, Run, cancel);
        }
    }

    private long? SourceRows(string? relation) => relation is null ? null : _reads.GetValueOrDefault(relation);
}
