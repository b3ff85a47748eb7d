using FlowLang.Emit.CSharp.Operators;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;

namespace FlowLang.Compiler.Tests.Baselines.Stages;

/// <summary>The queries as C# over record structs, of a few programs that show each shape.</summary>
internal sealed class OperatorsStage : BaselineStage
{
    private static readonly string[] s_shown =
    [
        "expression-null", "expression-overflow", "expression-text", "failure-handlers", "failure-lazy", "failure-reject",
        "step-aggregate", "step-aggregate-ordered", "step-join-left", "step-dedupe", "expression-analytic",
    ];

    public override IEnumerable<(string File, string Text)> Print(BaselineCase program)
    {
        if (program.Plan is not { } plan || !s_shown.Contains(Path.GetFileName(program.Folder)))
        {
            return [];
        }

        return from pipeline in plan.Pipelines.Where(p => !p.IsStream)
               let batch = BatchPlanner.Plan(plan, pipeline)
               where CSharpSupport.Refused(batch).IsEmpty
               select ("operators.g.cs", OperatorsEmitter.Emit(batch, "FlowLang.Generated").Code);
    }
}
