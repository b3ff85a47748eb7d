using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;

namespace FlowLang.Compiler.Tests.Baselines.Stages;

/// <summary>The optimized plan of each pipeline: what it reads, stages and writes.</summary>
internal sealed class PlanStage : BaselineStage
{
    public override IEnumerable<(string File, string Text)> Print(BaselineCase program) =>
        program.Plan is { } plan
            ? [("plan.txt", string.Join('\n', plan.Pipelines.Select(p => $"pipeline "
                + $"{p.Name}\n{(p.IsStream ? StreamPrinter.Print(StreamPlanner.Plan(plan, p)) : Batch(plan, p))}")))]
            : [];

    private static string Batch(LogicalProgram plan, LogicalPipeline pipeline) =>
        PlanPrinter.Print(SourcePushDown.Apply(BatchPlanner.Plan(plan, pipeline)));
}
