using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>A table as the target of a write, or of rejected rows.</summary>
internal sealed class PostgresSink(PostgresConnection connection, TableName table, TableOptions options)
    : BatchSink, IPassingSink
{
    private const int LongestName = 63;

    private bool _isMissing;

    public override string Name => $"{connection.Name}.table(\"{table}\")";

    public override bool IsMissing => _isMissing;

    internal PostgresConnection Connection => connection;

    public override Task<string> CheckAsync(BatchRun run, ImmutableArray<Column> columns, CancellationToken cancel) =>
        CheckAsync(run, columns, stages: true, cancel);

    /// <param name="stages">Whether rows come from elsewhere, and lie in tables of schema <c>flow</c> until they are merged.</param>
    public async Task<string> CheckAsync(BatchRun run, ImmutableArray<Column> columns, bool stages, CancellationToken cancel)
    {
        await using PostgresSession session = await connection.OpenAsync($"flow {run.Pipeline.Name} check", cancel);
        return await session.GuardAsync($"check of {Name}", async () =>
        {
            if (await session.ScalarAsync("SHOW transaction_read_only", cancel) is "on")
            {
                throw new FlowException(ServerErrors.ReadOnly(session.Target, $"write to {Name}", "it takes no writes"));
            }

            RequireOptions(run, columns);
            var target = new TargetTable(session, table, options, run.Pipeline);
            ImmutableArray<Column> missing = await target.CompareAsync(Stored(columns), cancel);
            await Privileges.RequireAsync(session, target, options, stages, cancel);
            if (RunFences.Of(run, connection) is not null)
            {
                await Privileges.RequireFencesAsync(session, cancel);
            }

            _isMissing = target.Live is null;
            string added = string.Concat(missing.Select(c => $", adds column {c}"));
            return target.Live is null ? $"creates table {table}, {Verb}" : $"{Verb} {table}{added}";
        });
    }

    public override Task<PreparedWrite> PrepareAsync(SinkInput input, CancellationToken cancel) => LoadAsync(new CopyFeed(input), cancel);

    public Task<PreparedWrite> PassAsync(
        BatchRun run, SourceRead source, string relation, ImmutableArray<Column> columns, CancellationToken cancel) =>
        source is PassedRows rows
        ? LoadAsync(new PassedFeed(run, rows, relation, columns), cancel)
        : throw new ArgumentException("its rows go through the engine", nameof(source));

    /// <summary>As <see cref="PrepareAsync"/>, wherever the rows come from.</summary>
    public async Task<PreparedWrite> LoadAsync(TableFeed feed, CancellationToken cancel)
    {
        PostgresTransaction transaction = PostgresTransaction.Of(connection, feed.Run);
        try
        {
            RequireOptions(feed.Run, feed.Columns);
            PostgresSession session = await transaction.BeginAsync(cancel);
            var target = new TargetTable(session, table, options, feed.Run.Pipeline);
            bool isNew = await target.EnsureAsync(Stored(feed.Columns), cancel);
            var load = new TableLoad(transaction, session, target, feed);
            if (feed.Columns == RejectColumns.All)
            {
                transaction.AddRejects(table);
                return await load.AppendAsync(cancel);
            }

            return options.Mode switch
            {
                WriteMode.Append when transaction.AlreadyAppended(table) => new PreparedWrite(0, AlreadyCommitted: true),
                WriteMode.Append => await load.AppendAsync(cancel),
                WriteMode.Replace => await load.ReplaceAsync(isNew, cancel),
                WriteMode.Upsert => await load.UpsertAsync(cancel),
                WriteMode.Scd2 => await load.KeepHistoryAsync(History, cancel),
                _ => await load.ReplacePartitionAsync(options.PartitionColumns, cancel),
            };
        }
        catch (Exception e)
        {
            cancel.ThrowIfCancellationRequested();
            throw PostgresErrors.Translate(e, connection.Target, $"load of {Name}");
        }
    }

    private HistoryOptions History => options.History ?? throw new System.Diagnostics.UnreachableException();

    private ImmutableArray<Column> Stored(ImmutableArray<Column> columns) =>
        columns != RejectColumns.All && options.History is { } history ? history.Stored(columns) : columns;

    private string Verb => options.Mode switch
    {
        WriteMode.Append => "appends to",
        WriteMode.Upsert => "upserts into",
        WriteMode.Replace => "replaces",
        WriteMode.Scd2 => "keeps versions in",
        _ => $"replaces the partition by {string.Join(", ", options.PartitionColumns)} of",
    };

    private void RequireOptions(BatchRun run, ImmutableArray<Column> columns)
    {
        string? tooLong = Stored(columns).Select(c => c.Name).Append(table.Schema).Append(table.Name)
            .FirstOrDefault(n => System.Text.Encoding.UTF8.GetByteCount(n) > LongestName);
        string? wrong = options.Mode switch
        {
            _ when tooLong is not null => $"the name `{tooLong}` is longer than the {LongestName} bytes that PostgreSQL keeps of a name",
            WriteMode.Upsert when !columns.Any(c => c.IsKey) => "`mode: upsert` needs columns marked @key",
            WriteMode.Scd2 when options.History is null || !columns.Any(c => c.IsKey) =>
                "`mode: scd2` needs columns marked @key, and its options",
            WriteMode.ReplacePartition when options.PartitionColumns.IsEmpty
                || !options.PartitionColumns.All(p => columns.Any(c => c.Name == p)) =>
                "`mode: replace_partition` needs the partition's columns (`on:`, `partition_by:`) among those that are written",
            _ => null,
        };
        if (wrong is not null)
        {
            throw new FlowException(new FlowError("RT6023", $"{Name}: {wrong}", null, null, run.Pipeline.File, run.Pipeline.Line)
            {
                Kind = ErrorKind.Usage,
            });
        }
    }
}
