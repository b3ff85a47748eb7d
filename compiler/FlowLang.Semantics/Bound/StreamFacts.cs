using System.Collections.Immutable;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Bound;

/// <summary>What is known, at a place of a query, of rows that never end. Null stands for rows that do.</summary>
/// <param name="Streams">What they come from.</param>
/// <param name="Time">The event time's path in the row; null where they have none.</param>
/// <param name="Lost">The step that left the event time out.</param>
/// <param name="Updates">Where rows became updates of earlier ones; null while each stands for itself.</param>
/// <param name="Window">The step that gave the rows their windows, until they are grouped.</param>
/// <param name="WindowColumns">Columns of the row that say which window, while there is one.</param>
public sealed record StreamFacts(
    ImmutableArray<StreamSymbol> Streams, string? Time, (string Step, TextSpan At)? Lost, TextSpan? Updates,
    BoundWindow? Window, ImmutableArray<string> WindowColumns)
{
    /// <summary>After a mistake nothing more is said of them.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>The one of <see cref="WindowColumns"/> that says where the window ends; null where it was left out.</summary>
    public string? WindowEnd { get; init; }

    /// <summary>What tells the rows of sessions apart whose earlier rows are taken back; null where nothing is.</summary>
    public SessionKey? Sessions { get; init; }

    /// <summary>Where the key stands in the row that the stream's topic is partitioned by; none where it has none, and where rows are no
    /// records any more.</summary>
    public ImmutableArray<string> Key { get; init; } = [];

    /// <summary>The step that left a part of the key out.</summary>
    public (string Step, TextSpan At)? KeyLost { get; init; }

    public static StreamFacts Of(StreamSymbol stream) =>
        new([stream], stream.Time?.Path, null, null, null, []) { Key = stream.Key };

    /// <summary>The rows behind are others than the records: in which order those came is no matter.</summary>
    public StreamFacts WithoutKey() => this with { Key = [], KeyLost = null };

    /// <summary>After a step that renames columns or leaves some out.</summary>
    /// <param name="after">From a path before it to the path after; null where it is gone.</param>
    /// <param name="step">As a diagnostic calls it.</param>
    public StreamFacts Renamed(Func<string, string?> after, string step, TextSpan at)
    {
        string? time = Time is null ? null : after(Time);
        ImmutableArray<string> key = [.. Key.Select(after).OfType<string>()];
        bool hasKey = key.Length == Key.Length;
        return this with
        {
            Key = hasKey ? key : [],
            KeyLost = hasKey ? KeyLost : (step, at),
            Time = time,
            Lost = time is null && Time is not null ? (step, at) : Lost,
            WindowColumns = [.. WindowColumns.Select(after).OfType<string>()],
            WindowEnd = WindowEnd is null ? null : after(WindowEnd),
            Sessions = Sessions?.Renamed(after),
        };
    }
}
