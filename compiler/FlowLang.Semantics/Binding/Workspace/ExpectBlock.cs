using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Workspace;

/// <summary>An `expect on` block and the file whose names it uses.</summary>
internal sealed record ExpectBlock(ExpectSyntax Syntax, BindingContext Context);
