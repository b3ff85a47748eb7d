using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>What state a program keeps: another program may go on with it only where they agree.</summary>
/// <param name="Operators">The pipeline's operators with state, by name.</param>
public sealed record StateSignature(ImmutableArray<OperatorSignature> Operators)
{
    /// <summary>Where the state that is kept, a shape an operator, is not this program's. An operator that is new has none yet.</summary>
    public ImmutableArray<string> DifferencesFrom(IEnumerable<OperatorSignature> kept)
    {
        var mine = Operators.ToDictionary(o => o.Name, o => o.Shape, StringComparer.Ordinal);
        return
        [
            .. from old in kept.OrderBy(o => o.Name, StringComparer.Ordinal)
               where mine.GetValueOrDefault(old.Name) != old.Shape
               select mine.TryGetValue(old.Name, out string? now)
                   ? $"`{old.Name}`: its state is of {old.Shape}; the program has {now}"
                   : $"`{old.Name}`: its state is of {old.Shape}; the program has no such operator",
        ];
    }
}

/// <param name="Name">As in <see cref="StateChange.Operator"/>.</param>
/// <param name="Shape">Keys, aggregates and windows as text: what an entry's bytes mean.</param>
public sealed record OperatorSignature(string Name, string Shape);
