using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;
using Npgsql;

namespace FlowLang.Connectors.Postgres;

/// <summary>A <c>connection name: postgres { … }</c>: makes sources and sinks; opens nothing until one is used.</summary>
public sealed class PostgresConnection : ICommitRecord
{
    private readonly PostgresOptions _options;

    // With the password that the last session was opened with.
    private volatile string _settings;
    private Task<PostgresSession>? _ahead;

    public PostgresConnection(string name, PostgresOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        NpgsqlConnectionStringBuilder builder = ConnectionText.Parse(name, options);
        Name = name;
        _options = options;
        Target = new PostgresTarget(name, builder.Host, builder.Port, builder.Database, builder.Username);
        _settings = builder.ConnectionString;
    }

    /// <summary>The connection's name in the program.</summary>
    public string Name { get; }

    internal PostgresTarget Target { get; }

    /// <summary>The same database for a JDBC driver.</summary>
    internal JdbcTarget Jdbc => JdbcTarget.Of(new NpgsqlConnectionStringBuilder(_settings));

    /// <summary>Equal for connections that reach the same database as the same user: they share a run's transaction, or would wait for each
    /// other.</summary>
    internal object Identity => (Target.Host, Target.Port, Target.Database, Target.User);

    /// <summary>A table to write to; <paramref name="table"/> is <c>schema.table</c>, exactly as written (case counts; dots inside double
    /// quotes).</summary>
    public BatchSink Table(string table, TableOptions options) => new PostgresSink(this, TableName.Parse(table), options);

    /// <summary>A table, view or foreign table to read, with the columns the program was compiled for.</summary>
    /// <param name="table">As of <see cref="Table"/>.</param>
    /// <param name="columns">The columns the program was compiled for.</param>
    /// <param name="selection">What of it is read; null for all of it.</param>
    public BatchSource TableSource(string table, ImmutableArray<Column> columns, SourceSelection? selection = null) =>
        new PostgresTableSource(this, TableName.Parse(table), columns) { Selection = selection };

    /// <summary>
    /// The same table, of which only those rows are read that transactions wrote since the last run that this database has committed;
    /// <paramref name="name"/> tells the run's sources apart.
    /// </summary>
    public BatchSource Following(BatchSource source, string name)
    {
        PostgresTableSource table = source as PostgresTableSource ?? throw new ArgumentException("no table of a database", nameof(source));
        table.Follow(new SourceCursor(this, name));
        return table;
    }

    /// <summary>A query in PostgreSQL's SQL to read, with the columns the program was compiled for.</summary>
    /// <param name="sql">One SELECT.</param>
    /// <param name="columns">The columns the program was compiled for.</param>
    /// <param name="selection">What of it is read; null for all of it.</param>
    public BatchSource QuerySource(string sql, ImmutableArray<Column> columns, SourceSelection? selection = null) =>
        new PostgresQuerySource(this, sql, columns) { Selection = selection };

    /// <summary>The columns of a table, view or foreign table as the catalog has them; none when it does not exist.</summary>
    public async Task<ImmutableArray<LiveColumn>> DescribeTableAsync(string table, CancellationToken cancel)
    {
        await using PostgresSession session = await OpenAsync("flow", cancel);
        return await session.GuardAsync(
            $"description of {table}", async () => (
                await TableReader.ReadAsync(session, TableName.Parse(table), cancel))?.LiveColumns ?? []);
    }

    /// <summary>The columns of a query, from the server's own preparation of it; nothing is run.</summary>
    public async Task<ImmutableArray<LiveColumn>> DescribeQueryAsync(string sql, CancellationToken cancel)
    {
        await using PostgresSession session = await OpenAsync("flow", cancel);
        return await QueryReader.DescribeAsync(session, sql, cancel);
    }

    /// <summary>
    /// How the columns of SQL of the program's own differ from those declared, by the server's preparation of it under a run's settings.
    /// What the server does not take is RT6022.
    /// </summary>
    public async Task<ImmutableArray<string>> SqlDifferencesAsync(
        string sql, ImmutableArray<Column> columns, CancellationToken cancel)
    {
        await using PostgresSession session = await OpenAsync("flow", cancel);
        await session.ExecuteAsync(BatchSettings.SearchPath, cancel);
        return await OwnSql.DifferencesAsync(session, sql, columns, cancel);
    }

    /// <summary>Reaches the server and gives its version; throws what a run would.</summary>
    public async Task<string> ProbeAsync(CancellationToken cancel)
    {
        await using PostgresSession session = await OpenAsync("flow", cancel);
        return session.ServerVersion;
    }

    /// <inheritdoc/>
    public void ConnectAhead() =>
        _ahead ??= Task.Run(() => ConnectAsync("flow", attempts: 1, CancellationToken.None));

    /// <inheritdoc/>
    public async Task<CommittedRun?> FindRunAsync(string runId, CancellationToken cancel)
    {
        await using PostgresSession session = await OpenAsync("flow", cancel);
        return await session.GuardAsync("reading flow.runs", () => RunLedger.FindAsync(session, runId, cancel));
    }

    /// <inheritdoc/>
    public async Task<CommittedRun?> SettleRunAsync(string runId, CancellationToken cancel)
    {
        await using PostgresSession session = await OpenAsync("flow", cancel);
        return await session.GuardAsync("settling a run without a process", () => RunFences.SettleAsync(session, runId, cancel));
    }

    /// <summary>For a connection that is no session: of a stream of changes.</summary>
    internal string SettingsFor(string application, IEnumerable<(string Name, string Value)> parameters)
    {
        NpgsqlConnectionStringBuilder settings = new(_settings) { ApplicationName = application };
        settings.Options = $"{settings.Options} {string.Join(' ', parameters.Select(p => $"-c {p.Name}={p.Value}"))}".Trim();
        return settings.ConnectionString;
    }

    internal async Task<PostgresSession> OpenAsync(string application, CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _ahead, null) is { } ahead)
        {
            PostgresSession? session = null;
            try
            {
                session = await ahead.WaitAsync(cancel);
                await session.RenameAsync(application, cancel);
                return session;
            }
            catch (FlowException)
            {
                // Tried again here, with patience.
                await (session?.DisposeAsync() ?? ValueTask.CompletedTask);
            }
        }

        return await ConnectAsync(application, PostgresSession.ConnectAttempts, cancel);
    }

    private async Task<PostgresSession> ConnectAsync(string application, int attempts, CancellationToken cancel)
    {
        _settings = await ConnectionText.WithPasswordAsync(_settings, _options, cancel);
        return await PostgresSession.OpenAsync(this, _settings, application, attempts, cancel);
    }
}
