using System.Collections.Immutable;

namespace FlowLang.Driver.Locking;

/// <summary>The content of `flow.lock`.</summary>
/// <param name="Sources">By the name of the source.</param>
/// <param name="Sinks">By the endpoint, as the program names it.</param>
public sealed record LockedSchemas(
    ImmutableSortedDictionary<string, LockedSchema> Sources, ImmutableSortedDictionary<string, LockedSchema> Sinks)
{
    /// <summary>What was found with the values of each environment that was looked at (`flowc lock --env prod`).</summary>
    public ImmutableSortedDictionary<string, LockedSchemas> Environments { get; init; } =
        ImmutableSortedDictionary.Create<string, LockedSchemas>(StringComparer.Ordinal);

    public static LockedSchemas Empty { get; } = new(
        ImmutableSortedDictionary.Create<string, LockedSchema>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, LockedSchema>(StringComparer.Ordinal));
}
