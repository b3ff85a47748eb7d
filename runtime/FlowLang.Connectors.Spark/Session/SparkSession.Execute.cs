using System.Runtime.CompilerServices;
using Apache.Arrow;
using FlowLang.Connectors.Spark.Protocol;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>What runs in the cluster. Cancelling interrupts it there, too.</summary>
public sealed partial class SparkSession
{
    /// <summary>
    /// The rows, in Arrow batches as Spark makes them; none for an empty result. Times are <c>timestamp[us, UTC]</c> and
    /// <c>timestamp[us]</c>. Stopping early interrupts the operation.
    /// </summary>
    public async IAsyncEnumerable<RecordBatch> QueryAsync(
        SparkRelation relation, SparkWatch? watch = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(relation);
        SparkWork work = WorkOf(relation);
        Plan plan = new() { Root = await RelationAsync(relation, cancel) };
        await using Operation operation = new(_calls, plan, work);
        while (await operation.NextAsync(cancel) is { } response)
        {
            watch?.See(response);
            if (response.ArrowBatch is { } batch)
            {
                foreach (RecordBatch rows in await ArrowBatches.ReadAsync(batch, cancel))
                {
                    yield return rows;
                }
            }
        }
    }

    /// <summary>Runs a statement for what it does (DDL, INSERT, SET). A query is only analysed: <see cref="QueryAsync"/> runs it.</summary>
    public async Task ExecuteAsync(SparkQuery statement, SparkWatch? watch = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(statement);
        SqlCommand command = new() { Input = await RelationAsync(statement, cancel) };
        await RunAsync(new Command { SqlCommand = command }, WorkOf(statement), watch, cancel);
    }

    /// <summary>Writes the rows by Spark's own writer; the rows do not pass through this process.</summary>
    public async Task WriteAsync(
        SparkRelation relation, SparkWrite write, SparkWatch? watch = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(relation);
        ArgumentNullException.ThrowIfNull(write);
        SparkWork work = WorkOf(relation);
        Command command = new() { WriteOperation = Plans.Of(write, await RelationAsync(relation, cancel)) };
        await RunAsync(command, work with { Hidden = [.. work.Hidden, .. write.SecretOptions.Values] }, watch, cancel);
    }

    /// <summary>Makes or replaces a temporary view of this session.</summary>
    public async Task CreateViewAsync(string name, SparkRelation relation, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(relation);
        CreateDataFrameViewCommand view = new() { Input = await RelationAsync(relation, cancel), Name = name, Replace = true };
        await RunAsync(new Command { CreateDataframeView = view }, WorkOf(relation), null, cancel);
    }

    private async Task RunAsync(Command command, SparkWork work, SparkWatch? watch, CancellationToken cancel)
    {
        await using Operation operation = new(_calls, new Plan { Command = command }, work);
        while (await operation.NextAsync(cancel) is { } response)
        {
            watch?.See(response);
        }
    }

    private async Task<Relation> RelationAsync(SparkRelation relation, CancellationToken cancel) => Plans.Of(
        relation,
        relation is SparkBatches local ? await LocalRows.RelationAsync(_calls, local, cancel) : null);

    private static SparkWork WorkOf(SparkRelation relation) => relation switch
    {
        SparkQuery query => new SparkWork(query.Title, query.Sql, query.Hidden),
        SparkSource source => new SparkWork(source.Title, null, [.. source.Hidden, .. source.SecretOptions.Values]),
        _ => new SparkWork(relation.Title, null, relation.Hidden),
    };
}
