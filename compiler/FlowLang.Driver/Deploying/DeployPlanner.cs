using System.Collections.Immutable;
using System.Text.Json;
using FlowLang.Driver.Deploying.Program;
using FlowLang.Driver.Deploying.Variables;

namespace FlowLang.Driver.Deploying;

/// <summary>Compares what is deployed with what would be: nothing is asked of any system.</summary>
public static class DeployPlanner
{
    private static readonly Func<JsonElement, JsonElement, IEnumerable<DeployChange>>[] s_variables =
    [
        PlaceChanges.Of, RunnerChanges.Of, ServiceChanges.Of, TopicChanges.Of, UserChanges.Of, GrantChanges.Of,
        SecretChanges.Of, AlertChanges.Of,
    ];

    private static readonly Func<JsonElement, JsonElement, IEnumerable<DeployChange>>[] s_program =
        [
            PipelineChanges.Of, ScheduleChanges.Of, SourceChanges.Of, TargetChanges.Of, StateChanges.Of, ParameterChanges.Of,
            ReleaseChanges.Of,
        ];

    public static DeployPlan Compare(DeployedState before, DeployedState now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        List<DeployChange> changes = [];
        List<string> uncompared = [];
        void Apply(
            JsonElement? old, JsonElement? next, string what, Func<JsonElement, JsonElement, IEnumerable<DeployChange>>[] rules)
        {
            if (old is { } a && next is { } b)
            {
                changes.AddRange(rules.SelectMany(rule => rule(a, b)));
            }
            else
            {
                uncompared.Add(what);
            }
        }

        Apply(before.Variables, now.Variables, "the infrastructure", s_variables);
        Apply(before.Manifest, now.Manifest, "the program and its schedules", s_program);
        return new DeployPlan([.. changes], [.. uncompared]);
    }
}
