using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Apache.Arrow;
using FlowLang.Connectors.Spark;
using FlowLang.Connectors.Spark.Functions;
using FlowLang.Emit;
using FlowLang.Emit.Sql;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Planning;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;
using FlowLang.Runtime;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Conformance.Tests.Engine;

/// <summary>Spark, over rows given inline. Sessions are used again by later tests, since opening one takes a while.</summary>
public sealed class SparkEngine(string url) : IConformanceEngine
{
    private static readonly ConcurrentBag<SparkWorkspace> Idle = [];

    private static readonly ImmutableDictionary<string, SparkArgument> Arguments = ImmutableDictionary<string, SparkArgument>.Empty
        .Add("now", new SparkArgument(ColumnType.Instant, new DateTimeOffset(2024, 3, 10, 6, 0, 0, TimeSpan.Zero)));

    private SparkWorkspace? _workspace;

    public string Name => "spark";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(BoundProgram program, Input input)
    {
        LogicalProgram plan = Optimizer.Optimize(Planner.Plan(program), OptimizerRules.Default);
        BatchPlan batch = BatchPlanner.Plan(plan, plan.Pipelines[0]);
        SparkWorkspace workspace = _workspace ??= Idle.TryTake(out SparkWorkspace? idle) ? idle : await SparkWorkspace.OpenAsync(url);
        foreach (EmittedStep step in Emitter.Steps(batch, SparkDialect.Instance))
        {
            switch (step.Operation)
            {
                case ReadSource read:
                    await workspace.DefineAsync(read.Relation, new SparkQuery(SparkInput.Sql(read.Source.Row, input)));
                    break;
                case StageRelation stage:
                    await workspace.DefineAsync(stage.Relation, new SparkQuery(FlaggedRows.Kept(step.Query)) { Arguments = Arguments });
                    break;
                case WriteRelation:
                    return await ReadAsync(workspace, step.Query ?? throw new InvalidOperationException("A write has a query."));
            }
        }

        throw new InvalidOperationException("The program writes nothing.");
    }

    public ValueTask DisposeAsync()
    {
        if (_workspace is { } workspace)
        {
            Idle.Add(workspace);
        }

        return ValueTask.CompletedTask;
    }

    private static async Task<IReadOnlyList<ResultRow>> ReadAsync(SparkWorkspace workspace, EmittedQuery query)
    {
        string failed = FlaggedRows.Failed(query);
        IEnumerable<string> values = query.Columns.Select(c => Render(SparkDialect.Instance.Quote(c.Name), c.Type.Type));
        string kept = FlaggedRows.NotFiltered(query);
        string hidden = string.Concat(FlaggedRows.Told(query).Select(t => $", CAST({t} AS STRING)"));
        SparkQuery rendered = new($"SELECT {string.Join(", ", values)}, CAST({failed} AS STRING){hidden} FROM (\n{kept}\n)")
        {
            Arguments = Arguments,
        };
        List<ResultRow> rows = [];
        await foreach (RecordBatch batch in workspace.QueryAsync(rendered))
        {
            StringArray[] columns = [.. batch.Arrays.Cast<StringArray>()];
            for (int row = 0; row < batch.Length; row++)
            {
                Value[] read = [.. query.Columns.Skip(1).Select((c, i) => ValueOf(columns[i + 1].GetString(row), c.Type.Type))];
                string?[] told = [.. columns.Skip(query.Columns.Length + 1).Select(c => c.GetString(row))];
                bool left = columns[query.Columns.Length].GetString(row) == "true";
                rows.Add(new ResultRow(
                    long.Parse(columns[0].GetString(row), CultureInfo.InvariantCulture), read, left, left ? RejectOf(query, told) : null));
            }
        }

        return rows;
    }

    private static RejectedRow RejectOf(EmittedQuery query, string?[] told) => FlaggedRows.Reject(
        query, long.Parse(told[0] ?? "", CultureInfo.InvariantCulture), told[1], told[2],
        told[3] is { } row ? long.Parse(row, CultureInfo.InvariantCulture) : null);

    private static string Render(string column, FlowType type) => type switch
    {
        FloatType => $"CAST(CAST({column} AS DOUBLE) AS STRING)",
        InstantType or DateTimeType => $"CAST(unix_micros(CAST({column} AS TIMESTAMP)) AS STRING)",
        TimeType => $"flow_time_text({column})",
        BytesType => $"lower(hex({column}))",
        ListType => $"'[' || array_join({column}, ', ', 'NULL') || ']'",
        _ => $"CAST({column} AS STRING)",
    };

    private static Value ValueOf(string? text, FlowType type) => (text, type) switch
    {
        (null, _) => Value.Null,
        (_, FloatType) => Value.Of(double.Parse(text, CultureInfo.InvariantCulture)),
        (_, InstantType) => new Value(Times.Text(long.Parse(text, CultureInfo.InvariantCulture)) + "Z"),
        (_, DateTimeType) => new Value(Times.Text(long.Parse(text, CultureInfo.InvariantCulture))),
        _ => new Value(text),
    };

    /// <summary>A session with the functions that its queries have asked for.</summary>
    private sealed class SparkWorkspace(SparkSession session)
    {
        private readonly HashSet<string> _functions = [];

        public static async Task<SparkWorkspace> OpenAsync(string url)
        {
            SparkConnection connection = new("conformance", new SparkOptions { Url = new Secret("url", url) });
            SparkSession session = await connection.OpenAsync(CancellationToken.None);
            await session.SetAsync(
                [
                    .. SqlFunctions.Settings, new("spark.sql.shuffle.partitions", "2"), new("spark.sql.codegen.wholeStage", "false"),
                    new("spark.sql.codegen.factoryMode", "NO_CODEGEN"),
                ],
                CancellationToken.None);
            return new SparkWorkspace(session);
        }

        public async Task DefineAsync(string relation, SparkQuery query)
        {
            await PrepareAsync(query);
            await session.CreateViewAsync(relation, query, CancellationToken.None);
        }

        public async IAsyncEnumerable<RecordBatch> QueryAsync(SparkQuery query)
        {
            await PrepareAsync(query);
            await foreach (RecordBatch batch in session.QueryAsync(query))
            {
                yield return batch;
            }
        }

        private async Task PrepareAsync(SparkQuery query)
        {
            foreach (string statement in SqlFunctions.For(query.Sql, _functions))
            {
                await session.ExecuteAsync(new SparkQuery(statement));
            }
        }
    }
}
