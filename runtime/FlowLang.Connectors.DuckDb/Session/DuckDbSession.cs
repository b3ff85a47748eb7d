using DuckDB.NET.Data;
using FlowLang.Connectors.DuckDb.Functions;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>
/// The embedded engine for one run: an in-memory DuckDB in UTC with bounded memory, spilling to temporary files. Its session variables are
/// <c>param_NAME</c>, <c>now</c>, <c>interval_start</c> and <c>interval_end</c>.
/// </summary>
public sealed partial class DuckDbSession : IAsyncDisposable
{
    private readonly DuckDBConnection _connection;
    private readonly Dictionary<string, SourceRead> _reads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);
    private int _names;
    private volatile FlowException? _sourceFailure;

    private DuckDbSession(BatchRun run, DuckDBConnection connection)
    {
        Run = run;
        _connection = connection;
    }

    public BatchRun Run { get; }

    /// <summary>The connection, for a source that fills a table through an appender. Not for several threads at once.</summary>
    public DuckDBConnection Connection => _connection;

    /// <summary>
    /// Begins to load the engine's library, of tens of megabytes, and to start an engine that is thrown away: the first session of the
    /// process starts faster by that. Returns at once.
    /// </summary>
    public static void LoadAhead() => _ = Task.Run(() =>
    {
        try
        {
            using var connection = new DuckDBConnection("DataSource=:memory:");
            connection.Open();
            SqlFunctions.Register(connection);
        }
        catch (Exception)
        {
            // The session that is opened tells what is wrong.
        }
    });

    /// <summary>Starts an engine with the run's settings and variables.</summary>
    public static async Task<DuckDbSession> OpenAsync(BatchRun run, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        var session = new DuckDbSession(run, new DuckDBConnection(SessionSettings.ConnectionString(run.Settings)));
        try
        {
            await session._connection.OpenAsync(cancel);
            SqlFunctions.Register(session._connection);
            await session.ExecuteAsync(SessionSettings.Prologue(run), cancel);
            return session;
        }
        catch (Exception e) when (e is not FlowException and not OperationCanceledException)
        {
            await session.DisposeAsync();
            throw EngineErrors.Translate(e, "start of the embedded engine", run.Pipeline);
        }
    }

    /// <summary>A session whose rows all pass from source to sink as they are (<see cref="PassAsync"/>): no engine is started.</summary>
    public static DuckDbSession ForPassing(BatchRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new DuckDbSession(run, new DuckDBConnection(SessionSettings.ConnectionString(run.Settings)));
    }

    /// <summary>Opens a source, checks its live schema and defines the relation.</summary>
    public async Task ReadAsync(BatchSource source, string relation, CancellationToken cancel)
    {
        if (Run.Audit is not { } audit)
        {
            await OpenSourceAsync(source, relation, cancel);
            return;
        }

        await audit.CheckAsync($"source {source.Name}", async () =>
        {
            await OpenSourceAsync(source, relation, cancel);
            return "has the columns that the program was compiled for";
        });
    }

    private async Task OpenSourceAsync(BatchSource source, string relation, CancellationToken cancel)
    {
        using StepClock clock = Run.Begin("read", source.Name);
        SourceRead read = await source.OpenAsync(this, relation, cancel);
        _reads.Add(relation, read);
        _sources.Add(relation, source.Name);
    }

    /// <summary>Makes a scan of ours a temporary relation.</summary>
    public async Task DefineAsync(string relation, TableScan scan, CancellationToken cancel)
    {
        string function = FreshName("scan_" + relation);
        ScanFunction.Register(this, function, scan);
        await ExecuteAsync($"CREATE OR REPLACE TEMP VIEW {Sql.Name(relation)} AS SELECT * FROM {Sql.Name(function)}()", relation, cancel);
    }

    /// <summary>A table name that nothing in the session has.</summary>
    internal string FreshName(string stem) => $"__{stem}_{++_names}";

    public async ValueTask DisposeAsync()
    {
        foreach ((string relation, SourceRead read) in _reads)
        {
            if (!Run.DryRun)
            {
                Run.Report.Add(new SourceReport(relation, _sources[relation], read.Rows, read.Bytes, read.Files)
                {
                    Downloads = read.Downloads,
                });
            }

            await read.DisposeAsync();
        }

        await _connection.DisposeAsync();
        CloseFunctions();
        SessionSettings.RemoveTemporaryDirectory(Run);
    }
}
