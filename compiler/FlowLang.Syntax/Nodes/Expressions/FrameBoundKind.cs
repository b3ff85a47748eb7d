namespace FlowLang.Syntax.Nodes;

/// <summary>Where a frame of an analytic function begins or ends.</summary>
public enum FrameBoundKind
{
    UnboundedPreceding,
    Preceding,
    CurrentRow,
    Following,
    UnboundedFollowing,
}
