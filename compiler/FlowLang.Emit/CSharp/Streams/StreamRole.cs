using System.Collections.Immutable;
using FlowLang.Planning.Stream;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>What a part of a pipeline of streams is: all of it, or what stands before or behind its repartition topic.</summary>
/// <param name="Feed">The number of the stream that it reads up to the topic; null for the others.</param>
/// <param name="IsRest">It stands behind the topic.</param>
/// <param name="Cuts">Those of the pipeline.</param>
internal sealed record StreamRole(int? Feed, bool IsRest, ImmutableArray<RepartitionCut> Cuts)
{
    public static StreamRole Whole { get; } = new(null, false, []);

    public static StreamRole OfFeed(int number, RepartitionPlan plan) => new(number, false, plan.Cuts);

    public static StreamRole OfRest(RepartitionPlan plan) => new(null, true, plan.Cuts);
}
