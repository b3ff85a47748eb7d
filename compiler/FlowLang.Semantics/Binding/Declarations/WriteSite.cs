using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>A write with what its checks look at together.</summary>
internal sealed record WriteSite(
    WriteSyntax Syntax, PipelineSyntax Pipeline, PipelineProperties Properties, BoundEndpoint Sink, BoundQuery Query, string Name,
    BindingContext Context);
