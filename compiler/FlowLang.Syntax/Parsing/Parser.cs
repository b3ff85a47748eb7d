using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Parsing;

/// <summary>Source text to syntax. Never throws, whatever the text; mistakes are diagnostics of the tree.</summary>
public static class Parser
{
    public static SyntaxTree Parse(SourceText source) =>
        new(source, new CompilationUnitSyntax([], source.Span(0, source.Length)), [], () => []);
}
