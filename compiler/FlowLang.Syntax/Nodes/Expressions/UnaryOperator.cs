namespace FlowLang.Syntax.Nodes;

/// <summary>Operators before one operand.</summary>
public enum UnaryOperator
{
    Negate,
    Plus,
    Not,
}
