using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Streams;

/// <summary>A replication slot that the workspace names.</summary>
/// <param name="at">Where it is first named.</param>
internal sealed class SlotClaim(TextSpan at)
{
    public TextSpan At => at;

    /// <summary>The tables that are read through it.</summary>
    public List<BoundEndpoint> Tables { get; } = [];

    /// <summary>The pipeline that reads it, and where that says so; null until one does.</summary>
    public (string Name, TextSpan At)? Reader { get; set; }
}
