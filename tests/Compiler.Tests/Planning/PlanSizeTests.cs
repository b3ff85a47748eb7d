using System.Diagnostics;
using System.Text;
using FlowLang.Compiler.Tests.Emit;
using FlowLang.Planning;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;
using FlowLang.Semantics.Bound;

namespace FlowLang.Compiler.Tests.Planning;

/// <summary>Large programs plan in time that grows with their size alone.</summary>
public sealed class PlanSizeTests
{
    [Fact]
    public void Ten_thousand_transforms_plan_in_two_seconds()
    {
        BoundProgram bound = Source.Bind(Chain(10_000));
        TimeSpan best = TimeSpan.MaxValue;
        BatchPlan? batch = null;
        for (int run = 0; run < 3; run++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            LogicalProgram plan = Optimizer.Optimize(Planner.Plan(bound), OptimizerRules.Default);
            batch = BatchPlanner.Plan(plan, plan.Pipelines[0]);
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }

        // The best of a few: other tests take the machine's time too.
        Assert.NotNull(batch);
        Assert.True(best < TimeSpan.FromSeconds(2), $"{best}");
        Assert.All(batch.Operations.OfType<StageRelation>(), stage => Assert.True(Depth(stage.Query) < 200));
    }

    private static int Depth(LogicalNode node) => 1 + (node.Inputs.IsEmpty ? 0 : node.Inputs.Max(Depth));

    private static string Chain(int count)
    {
        StringBuilder text = new("connection pg: postgres { database: \"d\" }\nsource t0: { id: int64 @key, fare: decimal(8, 2) } from pg.table(\"t\")\n");
        for (int i = 1; i <= count; i++)
        {
            text.Append($"transform t{i} = from t{i - 1} | where fare > {i} | set fare = fare\n");
        }

        return text.Append($"pipeline p {{ write t{count} to console }}\n").ToString();
    }
}
