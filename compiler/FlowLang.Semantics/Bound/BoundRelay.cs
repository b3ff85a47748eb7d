using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Bound;

/// <summary>`write pg.cdc("t") { … } to bus.topic("t") { … }`: records that are carried as they are, at least once.</summary>
public sealed record BoundRelay(BoundEndpoint Source, BoundEndpoint Sink, TextSpan Span);
