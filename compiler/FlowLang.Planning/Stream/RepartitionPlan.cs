using System.Collections.Immutable;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;

namespace FlowLang.Planning.Stream;

/// <summary>
/// A pipeline of several instances whose rows come together by other keys than those of its topics, in two halves: each stream's records
/// down to where something is remembered, into one topic, and from there on.
/// </summary>
/// <param name="Feeds">The first half: a plan for each stream, whose routes are its cuts.</param>
/// <param name="Rest">The second half: its streams are the cuts.</param>
/// <param name="Cuts">By their numbers.</param>
public sealed record RepartitionPlan(ImmutableArray<StreamPlan> Feeds, StreamPlan Rest, ImmutableArray<RepartitionCut> Cuts)
{
    /// <summary>What the topic is called as an input.</summary>
    public const string Word = "repartition";

    // Often enough that what is behind the topic hardly waits for it, and a transaction each is little work.
    private static readonly TimeSpan s_commit = TimeSpan.FromMilliseconds(100);

    /// <summary>The topic's name behind the program's.</summary>
    public string Topic => TopicOf(Rest.Pipeline.Name);

    /// <summary>How often a feed commits.</summary>
    public static TimeSpan CommitEvery(StreamPlan feed) =>
        feed.Pipeline.Bound.Commit is { } said && said < s_commit ? said : s_commit;

    internal static string TopicOf(string pipeline) => $"{pipeline}.{Word}";
}

/// <summary>A place where a query is cut: rows that go through the topic.</summary>
/// <param name="Feed">The number of the stream that they come from.</param>
/// <param name="Route">What makes them of its records; its columns are those in the topic.</param>
/// <param name="Carried">The same as the second half reads them.</param>
/// <param name="Key">
/// The columns by which they come together: none for all rows in one partition, null where nothing brings them together.
/// </param>
/// <param name="By">The same as the program has them.</param>
public sealed record RepartitionCut(
    int Feed, StreamRoute Route, StreamSymbol Carried, ImmutableArray<string>? Key, ImmutableArray<string> By)
{
    public RowType Row => Route.Query.Row;
}
