using FlowLang.Runtime;

namespace FlowLang.Scheduling.Store;

/// <summary>A scheduler by its process, with the count of its signs of life.</summary>
internal sealed record SchedulerIdentity(string Owner, ProcessIdentity Process, long Beat);
