namespace FlowLang.Semantics.Binding.Workspace;

/// <summary>How far a declaration is: one that is needed while it is being bound needs itself.</summary>
internal enum DeclaredState
{
    Unbound,
    Binding,
    Bound,
}
