using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Workspace;

/// <summary>A placeholder of a run's interval, and the path it stands in.</summary>
internal sealed record PlaceholderPlace(string Name, TextSpan Span);
