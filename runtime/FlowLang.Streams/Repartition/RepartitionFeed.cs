using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>One stream of a repartitioned pipeline, up to the repartition topic.</summary>
/// <param name="Name">The stream's in the program.</param>
/// <param name="Cuts">What of it goes into the topic, in the order of its outputs.</param>
/// <param name="Create">Makes it for one partition; of the whole run it is asked for its source.</param>
public sealed record RepartitionFeed(string Name, ImmutableArray<RepartitionCut> Cuts, Func<StreamRun, StreamTopology> Create);
