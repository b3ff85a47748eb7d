using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Scheduling.Tests.Store;

namespace FlowLang.Scheduling.Tests.Serving;

/// <summary>What is known of the parts of a run while it goes.</summary>
public sealed class RunningPartsTests
{
    [Fact]
    public async Task The_parts_of_a_run_are_known_while_it_goes_and_when_it_has_ended()
    {
        using LedgerFile ledger = new();
        TaskCompletionSource writes = new();
        TaskCompletionSource goesOn = new();
        ImmutableArray<StepTime> going = [];
        ImmutableArray<StepTime> ended = [];
        var program = new OnePipeline(async run =>
        {
            using (run.Begin("read", "s"))
            {
            }

            using (run.Begin("write", "t"))
            {
                writes.SetResult();
                await goesOn.Task;
            }
        });
        async Task AsksAsync(IOrchestrator orchestrator)
        {
            string id = (await orchestrator.TriggerAsync(new TriggerRequest("load", "me"), CancellationToken.None))[0];
            await writes.Task;
            going = orchestrator.Run(id)?.Times ?? [];
            goesOn.SetResult();
            await foreach (OrchestrationEvent happened in orchestrator.EventsAsync(0, CancellationToken.None))
            {
                if (happened.Kind == "run.ended")
                {
                    break;
                }
            }

            ended = orchestrator.Run(id)?.Times ?? [];
        }

        await TestHost.ServeAsync(program, context => ServeAsync(context, AsksAsync), "--ledger", ledger.Path);
        Assert.Equal([("read", "s", true), ("write", "t", false)], going.Select(t => (t.Work, t.Subject, t.Ended is not null)));
        Assert.Equal([("read", "s", true), ("write", "t", true)], ended.Select(t => (t.Work, t.Subject, t.Ended is not null)));
    }

    private static async Task ServeAsync(ServeContext context, Func<IOrchestrator, Task> asks)
    {
        using ServedProgram served = new(context);
        using CancellationTokenSource over = new();
        Task serving = served.RunAsync(over.Token);
        await asks(served.Orchestrator);
        await over.CancelAsync();
        await serving;
    }

    private sealed class OnePipeline(Func<BatchRun, Task> body) : FlowProgram
    {
        public override string Name => "one";

        public override string SourceHash => "0";

        public override string CompilerVersion => "0.1.0";

        public override ImmutableArray<Pipeline> CreatePipelines(ProgramSettings settings) => [new Load(body)];
    }

    private sealed class Load(Func<BatchRun, Task> body) : BatchPipeline
    {
        public override PipelineDefinition Definition { get; } = new("load", "main.flow", 1);

        protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
        {
            await body(run);
            await run.CommitAsync(cancel);
        }
    }
}
