using FlowLang.Scheduling.Jobs;

namespace FlowLang.Scheduling.Store;

/// <summary>
/// What the store holds that a scheduler keeps in memory. <paramref name="Followed"/>: of `done`, up to where others were started.
/// </summary>
internal sealed record StoredState(
    IReadOnlyList<Job> Open, IReadOnlyDictionary<string, DateTimeOffset> Positions, IReadOnlySet<string> Pauses,
    IReadOnlyList<SchedulerIdentity> Schedulers, long Followed);
