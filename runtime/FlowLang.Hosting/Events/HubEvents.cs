using FlowLang.Scheduling;

namespace FlowLang.Hosting.Events;

/// <summary>Some events, the oldest first; with <paramref name="HasGap"/> others before them are lost to this listener.</summary>
internal sealed record HubEvents(OrchestrationEvent[] Items, bool HasGap);
