using System.Collections.Immutable;
using FlowLang.Semantics.Symbols;

namespace FlowLang.Planning.Logical;

/// <summary>Finds a program's transforms by their declarations.</summary>
public sealed class TransformIndex(ImmutableArray<LogicalTransform> transforms)
{
    private readonly Lazy<Dictionary<RelationKey, LogicalTransform>> _byKey = new(() => transforms.ToDictionary(t => t.Key));

    public LogicalTransform this[RelationKey key] => _byKey.Value[key];

    public LogicalTransform this[TransformSymbol symbol] => _byKey.Value[RelationKey.Of(symbol)];
}
