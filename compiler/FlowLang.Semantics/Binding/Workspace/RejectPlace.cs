using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Workspace;

/// <summary>Where rows can be rejected, and what rejects them there.</summary>
internal sealed record RejectPlace(TextSpan Span, string What);
