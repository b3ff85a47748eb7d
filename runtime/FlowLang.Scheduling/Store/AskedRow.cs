namespace FlowLang.Scheduling.Store;

/// <summary>A request that had a key, as it was told, and the runs that it was answered with.</summary>
internal sealed record AskedRow(string Request, string Jobs, DateTimeOffset At);
