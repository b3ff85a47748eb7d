using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>A name as written, without backticks.</summary>
public sealed record NameSyntax(string Text, TextSpan Span) : SyntaxNode(Span)
{
    /// <summary>Says that the name stands in backticks.</summary>
    public bool IsQuoted => Span.Length > 0 && Span.Source.Text[Span.Start] == '`';
}
