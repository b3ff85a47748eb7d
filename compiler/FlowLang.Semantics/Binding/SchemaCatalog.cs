using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Binding;

/// <summary>What `flow.lock` knows of live schemas: the row types of sources (and sinks) by name.</summary>
public sealed record SchemaCatalog(ImmutableDictionary<string, RowType> Sources)
{
    /// <summary>The same for each environment that was looked at apart.</summary>
    public ImmutableSortedDictionary<string, ImmutableDictionary<string, RowType>> Environments { get; init; } =
        ImmutableSortedDictionary<string, ImmutableDictionary<string, RowType>>.Empty;

    /// <summary>The day on which a program is checked: dates in warnings come behind it.</summary>
    public DateOnly Today { get; init; } = new(2026, 1, 1);

    public static SchemaCatalog Empty { get; } = new(ImmutableDictionary<string, RowType>.Empty);
}
