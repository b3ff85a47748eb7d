using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Driver.Building;
using FlowLang.Driver.Packaging;
using FlowLang.Emit;
using FlowLang.Emit.Sql;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Planning;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;
using FlowLang.Runtime;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using Xunit;

namespace FlowLang.Fuzz;

/// <summary>
/// What must hold of a program without mistakes: it is planned, optimized and emitted; its C# compiles; the engine takes its SQL and gives
/// the declared types.
/// </summary>
internal static class BackEnd
{
    /// <returns>The program's files, or null where the planner found a mistake.</returns>
    public static EmittedFiles? Emit(BoundProgram bound)
    {
        LogicalProgram plan = Optimizer.Optimize(Planner.Plan(bound), OptimizerRules.Default);
        return plan.Diagnostics.Any(d => d.IsError) ? null : Emitter.Emit(plan, new EmitOptions("fuzz", new string('0', 64), "0.0.0"));
    }

    public static void Compile(EmittedFiles files)
    {
        CSharpOutput output = CSharpBuild.Compile(new CSharpInput("fuzz", files.Code, []), Installation.Current, CancellationToken.None);
        Assert.True(output.Errors.IsEmpty, string.Join('\n', output.Errors));
    }

    /// <summary>Has the engine bind each query over relations without rows.</summary>
    public static async Task PrepareAsync(BoundProgram bound, EmittedFiles files)
    {
        foreach (EmittedPipeline pipeline in files.Pipelines.Where(p => p.Plan.Pipeline.Bound.Engine is null))
        {
            await using BatchRun run = new()
            {
                Id = "fuzz",
                Pipeline = new PipelineDefinition(pipeline.Name, "main.flow", 1),
                ProgramName = "fuzz",
                SourceHash = "",
                StartedAt = DateTimeOffset.UnixEpoch,
                Settings = new ProgramSettings
                {
                    Parameters = bound.Parameters.ToImmutableSortedDictionary(p => p.Name, p => Value(p.Type.Type)),
                    DataDirectory = Path.GetTempPath(),
                },
                DryRun = true,
            };
            await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, CancellationToken.None);
            await duck.ExecuteAsync("SET VARIABLE interval_start = now(); SET VARIABLE interval_end = now()", CancellationToken.None);
            foreach (EmittedStep step in pipeline.Steps)
            {
                await PrepareAsync(duck, step);
            }
        }
    }

    private static async Task PrepareAsync(DuckDbSession duck, EmittedStep step)
    {
        string relation = DuckDbDialect.Instance.Quote(step.Operation.Relation);
        if (step.Operation is ReadSource read)
        {
            await duck.ExecuteAsync($"CREATE TEMP TABLE {relation} ({Columns(read.Source)})", CancellationToken.None);
        }
        else if (step is { Query: { } query, Operation: not WriteRelation { PassedFrom: not null } })
        {
            // (What passes from server to server is a query of theirs.)
            await CheckTypesAsync(duck, query);
            if (step.Operation is StageRelation)
            {
                await duck.ExecuteAsync($"CREATE TEMP TABLE {relation} AS {query.Sql}", CancellationToken.None);
            }
        }

        foreach (EmittedCheck check in step.Checks)
        {
            await duck.DescribeAsync(check.Sql, CancellationToken.None);
        }
    }

    private static async Task CheckTypesAsync(DuckDbSession duck, EmittedQuery query)
    {
        ImmutableArray<LiveColumn> live = await duck.DescribeAsync(query.Sql, CancellationToken.None);
        IEnumerable<string> nulls = query.Columns.Select(c =>
            $"CAST(NULL AS {DuckDbDialect.Instance.Type(c.Type.Type)}) AS {DuckDbDialect.Instance.Quote(c.Name)}");
        var declared = await duck.DescribeAsync($"SELECT {string.Join(", ", nulls)}", CancellationToken.None);
        IEnumerable<string> given = live.Take(declared.Length).Select(Text);
        Assert.True(declared.Select(Text).SequenceEqual(given), $"declared and given types differ: {string.Join(
            ", ", declared.Select(Text).Zip(given).Where(p => p.First != p.Second))}\n{query.Sql}");
    }

    private static string Text(LiveColumn column) => $"{column.Name} {column.NativeType}";

    // Any value will do, except null, whose type the engine takes for another.
    private static string Value(FlowType type) => type switch
    {
        BoolType => "true",
        DateType or InstantType or DateTimeType => "2024-01-01",
        TimeType => "12:00:00",
        _ => "1",
    };

    private static string Columns(SourceSymbol source)
    {
        bool isText = source.Endpoint.Descriptor.ReadsText;
        return string.Join(
            ", ",
            source.Row.Fields.Where(f => !source.Exposes.Contains(f.Name))
                .Select(f => $"{DuckDbDialect.Instance.Quote(f.Name)} {(isText ? "VARCHAR" : DuckDbDialect.Instance.Type(f.Type.Type))}")
                .Append("__bad VARCHAR").Append("__file VARCHAR").Append("__row BIGINT"));
    }
}
