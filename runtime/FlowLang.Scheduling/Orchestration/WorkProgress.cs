namespace FlowLang.Scheduling;

/// <summary>How far a piece of work is, in <paramref name="Unit"/> (rows or bytes); <paramref name="Total"/> where it is known.</summary>
public sealed record WorkProgress(string Work, long Done, long? Total, string Unit);
