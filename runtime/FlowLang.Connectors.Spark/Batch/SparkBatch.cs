using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Spark.Functions;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// One run of a pipeline in a cluster, with the verbs of <see cref="DuckDbSession"/>. Spark reads sources, computes, and writes to sinks;
/// no row comes here but those that the console shows. Queries have the arguments <c>:param_NAME</c>, <c>:now</c>,
/// <c>:interval_start</c> and <c>:interval_end</c>.
/// </summary>
public sealed partial class SparkBatch : IAsyncDisposable
{
    private readonly SparkSession _session;
    private readonly ImmutableDictionary<string, SparkArgument> _arguments;
    private readonly HashSet<string> _functions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceRows> _reads = new(StringComparer.Ordinal);
    private int _names;

    private SparkBatch(BatchRun run, SparkSession session)
    {
        Run = run;
        _session = session;
        _arguments = RunArguments.Of(run);
    }

    public BatchRun Run { get; }

    internal SparkSession Session => _session;

    /// <summary>Opens a session with the settings that emitted SQL relies on.</summary>
    public static async Task<SparkBatch> OpenAsync(BatchRun run, SparkConnection cluster, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(run);
        if (run.Preview is not null)
        {
            throw new FlowException(PreviewErrors.Impossible(run.Pipeline, "it computes on a cluster"));
        }

        SparkSession session = await cluster.OpenAsync(cancel);
        try
        {
            await session.SetAsync(SqlFunctions.Settings, cancel);
            if (!run.DryRun)
            {
                await CteNumbers.MoveOnAsync(session, cancel);
            }

            return new SparkBatch(run, session);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a source, checks its live schema and defines the relation.</summary>
    public async Task ReadAsync(BatchSource source, string relation, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(source);
        _reads.Add(relation, await SourceViews.DefineAsync(this, source, relation, cancel));
    }

    /// <summary>The columns of Parquet files, as the cluster sees them; whether they have nulls is asked of the rows.</summary>
    public Task<ImmutableArray<LiveColumn>> DescribeAsync(ParquetSource source, CancellationToken cancel) =>
        new ParquetView(this, ParquetFiles.Of(this, source)).DescribeAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        if (!Run.DryRun)
        {
            foreach ((string relation, SourceRows read) in _reads)
            {
                Run.Report.Add(new SourceReport(relation, read.Source, read.Rows, read.Bytes, read.Files));
            }
        }

        await _session.DisposeAsync();
    }

    /// <summary>Emitted SQL as a query of the run; the functions that it calls are made first.</summary>
    internal async Task<SparkQuery> QueryAsync(string sql, string title, CancellationToken cancel)
    {
        foreach (string statement in SqlFunctions.For(sql, _functions))
        {
            await _session.ExecuteAsync(new SparkQuery(statement) { Title = title }, cancel: cancel);
        }

        return new SparkQuery(sql) { Title = title, Arguments = _arguments };
    }

    /// <summary>The rows of a small result as text.</summary>
    internal async Task<ImmutableArray<ImmutableArray<string?>>> RowsAsync(string sql, string title, CancellationToken cancel)
    {
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<string?>>();
        await foreach (var batch in _session.QueryAsync(await QueryAsync(sql, title, cancel), Watch(title), cancel))
        {
            ImmutableArray<Column> columns = SparkRows.Columns(batch.Schema);
            for (int row = 0; row < batch.Length; row++)
            {
                rows.Add([.. columns.Select((column, i) => SparkRows.Text(batch, row, i, column))]);
            }
        }

        return rows.ToImmutable();
    }

    internal async Task DefineAsync(string view, string sql, string title, CancellationToken cancel) =>
        await _session.CreateViewAsync(view, await QueryAsync(sql, title, cancel), cancel);

    /// <summary>A view's name that nothing in the session has.</summary>
    internal string FreshName(string stem) => $"__{stem}_{++_names}";

    /// <summary>Tells the run's log how many of the known tasks are done.</summary>
    internal SparkWatch Watch(string work) => new(progress =>
    {
        if (progress.Tasks > progress.CompletedTasks)
        {
            Run.Log.Progress(work, progress.CompletedTasks, progress.Tasks, "tasks");
        }
    });
}
