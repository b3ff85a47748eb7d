using System.Collections.Immutable;
using Antlr4.Runtime;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Generated;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Parsing.Building;
using FlowLang.Syntax.Parsing.Lexing;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Parsing.Recovery;

/// <summary>Parses a file with mistakes, declaration by declaration.</summary>
internal sealed class FileRecovery(FlowTokens tokens, SyntaxBuilder builder, DiagnosticBag diagnostics)
{
    private readonly int[] _lexicalMistakes = [.. diagnostics.ToImmutable().Select(d => d.Span.Start)];

    public CompilationUnitSyntax Parse()
    {
        ImmutableArray<DeclarationSyntax>.Builder declarations = ImmutableArray.CreateBuilder<DeclarationSyntax>();
        foreach (Range stretch in DeclarationSplitter.Split(tokens))
        {
            if (diagnostics.Count > Parser.MostMistakes)
            {
                break;
            }

            declarations.Add(Declaration(stretch));
        }

        return new CompilationUnitSyntax(declarations.ToImmutable(), tokens.Source.Span(0, tokens.Source.Length));
    }

    private DeclarationSyntax Declaration(Range stretch)
    {
        int start = stretch.Start.Value;
        int end = stretch.End.Value;
        if (DepthGuard.Check(tokens, start, end) is { } tooDeep)
        {
            diagnostics.Add(tooDeep);
            return Bad(start, end);
        }

        if (GrammarParser.Declaration(tokens, start, end, out FirstMistake? mistake) is { } parsed)
        {
            return builder.Build(parsed.declaration());
        }

        if (mistake is not null && !FollowsFromLexicalMistake(start, end, mistake))
        {
            diagnostics.Add(new MistakeExplainer(tokens, stretch, mistake).Explain());
        }

        return Bad(start, end);
    }

    // A token that is wrong by itself has been told; what the grammar makes of it would be a second error for one mistake.
    private bool FollowsFromLexicalMistake(int start, int end, FirstMistake mistake)
    {
        int to = mistake.Token.Type == TokenConstants.EOF ? tokens.Visible[end].StartIndex : mistake.Token.StopIndex + 1;
        int from = Array.BinarySearch(_lexicalMistakes, tokens.Visible[start].StartIndex);
        from = from >= 0 ? from : ~from;
        return from < _lexicalMistakes.Length && _lexicalMistakes[from] <= to;
    }

    private BadDeclarationSyntax Bad(int start, int end)
    {
        IToken head = tokens.Visible[start];
        TextSpan span = tokens.SpanOf(head).Through(tokens.SpanOf(tokens.Visible[end - 1]));
        string? keyword = TokenKinds.IsHead(head.Type) ? head.Text : null;
        bool isNamed = start + 1 < end && head.Type is not (FlowLexer.IMPORT or FlowLexer.EXPECT or FlowLexer.TEST);
        int second = isNamed ? tokens.Visible[start + 1].Type : 0;
        NameSyntax? name = TokenKinds.IsName(second) ? builder.Name(tokens.Visible[start + 1]) : null;
        return new BadDeclarationSyntax(name, keyword, span);
    }
}
