using System.Collections.Immutable;
using FlowLang.Emit.Sql;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Emit.Sql.Queries;
using FlowLang.Planning.Batch;

namespace FlowLang.Emit;

/// <summary>The SQL of a pipeline's operations.</summary>
internal static class PipelineSteps
{
    public static ImmutableArray<EmittedStep> Of(BatchPlan plan, SqlDialect dialect)
    {
        HashSet<string> withOrigin = new(StringComparer.OrdinalIgnoreCase);
        var steps = ImmutableArray.CreateBuilder<EmittedStep>(plan.Operations.Length);
        Dictionary<string, EmittedSelection> selections = new(StringComparer.OrdinalIgnoreCase);
        foreach (BatchOperation operation in plan.Operations)
        {
            QueryEmitter emitter =
                new(dialect, operation is StageRelation { Name: var name } ? name : operation.Relation, withOrigin.Contains);
            switch (operation)
            {
                case StageRelation stage:
                    EmittedQuery staged = emitter.Staged(stage.Query, stage.KeepsOrigin);
                    if (staged.Columns.Any(c => c.Name == Flags.OriginFile))
                    {
                        withOrigin.Add(stage.Relation);
                    }

                    steps.Add(
                        new EmittedStep(
                            stage, staged, [.. stage.Checks.Select(c => new EmittedCheck(c, CheckEmitter.Emit(c, stage, dialect)))]));
                    break;
                case WriteRelation { PassedFrom: { } source } write:
                    steps.Add(new EmittedStep(write, new EmittedQuery(selections[source].Sql, write.Query.Row.Fields, [], source), []));
                    break;
                case WriteRelation write:
                    steps.Add(new EmittedStep(write, emitter.Flagged(write.Query, write.Write.OrderBy), []));
                    break;
                case ReadSource read when SelectionEmitter.Of(read) is { } selection:
                    selections.Add(read.Relation, selection);
                    steps.Add(new EmittedStep(read, null, []) { Selection = selection });
                    break;
                default:
                    steps.Add(new EmittedStep(operation, null, []));
                    break;
            }
        }

        return steps.MoveToImmutable();
    }
}
