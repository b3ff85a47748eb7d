using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Bound;

/// <summary>`write pg.cdc("t") { … } to bus.topic("t") { … }`: records that are carried as they are, at least once.</summary>
public sealed record BoundRelay(BoundEndpoint Source, BoundEndpoint Sink, TextSpan Span)
{
    /// <summary>The columns that `flow.lock` has of the table, which have to be there when it starts; null where nobody looked.</summary>
    public RowType? Locked { get; init; }

    /// <summary>Under which name `flow.lock` has the table: as the program names the place.</summary>
    public static string LockName(BoundEndpoint source) =>
        $"{source.Connection?.Name}.{source.Descriptor.Name}(\"{source.Text(source.Descriptor.Arguments[0].Name)}\")";
}
