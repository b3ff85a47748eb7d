using System.Collections.Immutable;

namespace FlowLang.Scheduling;

/// <summary>Some of many; <paramref name="Next"/> is the key to ask for what follows, null where nothing does.</summary>
public sealed record Page<T>(ImmutableArray<T> Items, string? Next);
