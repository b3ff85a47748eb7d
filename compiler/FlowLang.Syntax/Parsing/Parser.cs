using System.Collections.Immutable;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Parsing.Building;
using FlowLang.Syntax.Parsing.Lexing;
using FlowLang.Syntax.Parsing.Recovery;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Parsing;

/// <summary>
/// Source text to syntax. Never throws, whatever the text; mistakes are diagnostics of the tree. A file without mistakes is parsed at
/// once; one with mistakes declaration by declaration, at most one mistake of structure told of each.
/// </summary>
public static class Parser
{
    /// <summary>So many mistakes of a file are told; then FL1019 ends the list.</summary>
    public const int MostMistakes = 100;

    public static SyntaxTree Parse(SourceText source)
    {
        FlowTokens tokens = FlowTokens.Read(source);
        DiagnosticBag diagnostics = new();
        diagnostics.AddRange(LexicalChecks.Check(tokens).Take(MostMistakes + 1));
        int last = tokens.Visible.Length - 1;
        SyntaxBuilder builder = new(tokens, diagnostics);
        bool isShallow = DepthGuard.Check(tokens, 0, last) is null;
        CompilationUnitSyntax root = isShallow && GrammarParser.WholeFile(tokens, builder) is { } declarations
            ? new CompilationUnitSyntax(declarations, source.Span(0, source.Length))
            : new FileRecovery(tokens, builder, diagnostics).Parse();
        ImmutableArray<Diagnostic> told = Capped(source, diagnostics.ToImmutable());
        return new SyntaxTree(source, root, told, () => TriviaAttacher.Attach(FlowTokens.Read(source, withTrivia: true)));
    }

    private static ImmutableArray<Diagnostic> Capped(SourceText source, ImmutableArray<Diagnostic> all) => all.Length <= MostMistakes
        ? all
        : [.. all[..MostMistakes], SyntaxDiagnostics.TooManyMistakes(all[MostMistakes].Span with { Source = source }, MostMistakes)];
}
