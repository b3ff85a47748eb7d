using System.Diagnostics;
using System.Globalization;
using FlowLang.Benchmarks.Measuring;
using FlowLang.Compiler.Tests.Planning;
using FlowLang.Planning;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;
using FlowLang.Semantics.Binding;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;

namespace FlowLang.Benchmarks.Planning;

/// <summary>A chain of transforms, read and bound, then planned: how long, and how much longer than a tenth of it.</summary>
internal static class PlanBenchmark
{
    private const int Times = 5;

    public static int Run(string[] arguments)
    {
        Options options = new(arguments);
        int transforms = (int)options.Number("--transforms", 10_000);
        double bound = options.Number("--bound", 3);
        (Spread bind, Spread plan) = Measure(transforms);
        (Spread lessBind, Spread lessPlan) = Measure(transforms / 10);
        Print("read and bound", transforms, bind, lessBind);
        Print("planned", transforms, plan, lessPlan);
        return plan.Median < bound ? 0 : 1;
    }

    private static void Print(string what, int transforms, Spread all, Spread tenth) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{transforms} transforms {what}: {all} s, {all.Median / tenth.Median:F1} times what a tenth of them takes"));

    private static (Spread Bind, Spread Plan) Measure(int transforms)
    {
        string text = TransformChain.Text(transforms);
        List<double> bind = [];
        List<double> plan = [];
        for (int run = 0; run < Times; run++)
        {
            long began = Stopwatch.GetTimestamp();
            BoundProgram program = Binder.Bind([Parser.Parse(new SourceText("main.flow", text))], SchemaCatalog.Empty);
            bind.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
            began = Stopwatch.GetTimestamp();
            LogicalProgram logical = Optimizer.Optimize(Planner.Plan(program), OptimizerRules.Default);
            _ = BatchPlanner.Plan(logical, logical.Pipelines[0]);
            plan.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        return (Spread.Of(bind), Spread.Of(plan));
    }
}
