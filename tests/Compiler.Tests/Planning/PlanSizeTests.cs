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
    public void Ten_times_the_transforms_take_about_ten_times_the_time()
    {
        (TimeSpan small, _) = Measure(1_000);
        (TimeSpan large, BatchPlan plan) = Measure(10_000);

        // Quadratic work would take a hundred times as long; the rest is for a machine that has other things to do.
        Assert.True(large < TimeSpan.FromSeconds(2) || large < 30 * small, $"{small} for 1,000, {large} for 10,000");
        Assert.All(plan.Operations.OfType<StageRelation>(), stage => Assert.True(Depth(stage.Query) < 200));
    }

    // The best of three.
    private static (TimeSpan Best, BatchPlan Plan) Measure(int transforms)
    {
        BoundProgram bound = Source.Bind(Chain(transforms));
        TimeSpan best = TimeSpan.MaxValue;
        BatchPlan? batch = null;
        for (int run = 0; run < 3; run++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            LogicalProgram plan = Optimizer.Optimize(Planner.Plan(bound), OptimizerRules.Default);
            batch = BatchPlanner.Plan(plan, plan.Pipelines[0]);
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }

        Assert.NotNull(batch);
        return (best, batch);
    }

    private static int Depth(LogicalNode node) => 1 + (node.Inputs.IsEmpty ? 0 : node.Inputs.Max(Depth));

    private static string Chain(int count)
    {
        StringBuilder text =
            new("connection pg: postgres { database: \"d\" }\nsource t0: { id: int64 @key, fare: decimal(8, 2) } from pg.table(\"t\")\n");
        for (int i = 1; i <= count; i++)
        {
            text.Append($"transform t{i} = from t{i - 1} | where fare > {i} | set fare = fare\n");
        }

        return text.Append($"pipeline p {{ write t{count} to console }}\n").ToString();
    }
}
