using FlowLang.Compiler.Tests.Emit;
using FlowLang.Planning;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;
using FlowLang.Semantics.Bound;

namespace FlowLang.Compiler.Tests.Planning;

/// <summary>Large programs plan with work that grows with their size alone; how long that takes is printed by `Benchmarks plan`.</summary>
public sealed class PlanSizeTests
{
    [Fact]
    public void Ten_times_the_transforms_make_about_ten_times_the_objects()
    {
        (long small, _) = Measure(1_000);
        (long large, BatchPlan plan) = Measure(10_000);

        // Quadratic work would take a hundred times as much.
        Assert.True(large < 15 * small, $"{small} bytes for 1,000, {large} for 10,000");
        Assert.All(plan.Operations.OfType<StageRelation>(), stage => Assert.True(Depth(stage.Query) < 200));
    }

    private static (long Bytes, BatchPlan Plan) Measure(int transforms)
    {
        BoundProgram bound = Source.Bind(TransformChain.Text(transforms));
        long before = GC.GetAllocatedBytesForCurrentThread();
        LogicalProgram plan = Optimizer.Optimize(Planner.Plan(bound), OptimizerRules.Default);
        BatchPlan batch = BatchPlanner.Plan(plan, plan.Pipelines[0]);
        return (GC.GetAllocatedBytesForCurrentThread() - before, batch);
    }

    private static int Depth(LogicalNode node) => 1 + (node.Inputs.IsEmpty ? 0 : node.Inputs.Max(Depth));
}
