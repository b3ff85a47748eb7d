namespace FlowLang.Syntax.Nodes;

/// <summary>Which rows of a join survive without a partner, or (semi, anti) only because of one.</summary>
public enum JoinKind
{
    Inner,
    Left,
    Right,
    Full,
    Semi,
    Anti,
}
