using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Binding;

/// <summary>What `flow.lock` knows of live schemas: the row types of sources (and sinks) by name.</summary>
public sealed record SchemaCatalog(ImmutableDictionary<string, RowType> Sources)
{
    /// <summary>The same for each environment that was looked at apart.</summary>
    public ImmutableSortedDictionary<string, ImmutableDictionary<string, RowType>> Environments { get; init; } =
        ImmutableSortedDictionary<string, ImmutableDictionary<string, RowType>>.Empty;

    public static SchemaCatalog Empty { get; } = new(ImmutableDictionary<string, RowType>.Empty);
}
