using FlowLang.Scheduling.Jobs;

namespace FlowLang.Scheduling.Engine;

/// <summary>What a step of the scheduler asks for once the store has it: jobs to start, and those to stop.</summary>
internal sealed class StepOutcome
{
    public List<Job> Starts { get; } = [];

    /// <summary>By id, with whether what they did still counts.</summary>
    public List<string> Stops { get; } = [];

    public List<OrchestrationEvent> Events { get; } = [];

    /// <summary>There is more to do at once.</summary>
    public bool HasMore { get; set; }
}
