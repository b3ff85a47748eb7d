using FlowLang.Scheduling;

namespace FlowLang.Hosting.Api;

/// <summary>Runs that are asked for: of one interval, of those from <c>from</c> on and before <c>to</c>, or of a pipeline without
/// intervals.</summary>
internal sealed record TriggerBody(string Pipeline)
{
    public string? Interval { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public bool Force { get; init; }

    public TriggerRequest Request(string by, string? key) => new(Pipeline, by)
    {
        Interval = Interval,
        From = From,
        To = To,
        Force = Force,
        Key = key,
    };
}
