using System.Collections.Immutable;
using Antlr4.Runtime;
using Antlr4.Runtime.Atn;
using Antlr4.Runtime.Misc;
using FlowLang.Syntax.Generated;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Parsing.Building;
using FlowLang.Syntax.Parsing.Lexing;
using FlowLang.Syntax.Parsing.Recovery;

namespace FlowLang.Syntax.Parsing;

/// <summary>Runs the generated parser over a stretch of tokens: fast (SLL) first, and with full context (LL) where that fails.</summary>
internal static class GrammarParser
{
    /// <summary>
    /// Every declaration of the file, or null where anything is wrong with it. Each is turned into syntax at once, so that ANTLR's tree,
    /// many times its size, dies young.
    /// </summary>
    public static ImmutableArray<DeclarationSyntax>? WholeFile(FlowTokens tokens, SyntaxBuilder builder)
    {
        ImmutableArray<DeclarationSyntax>.Builder declarations = ImmutableArray.CreateBuilder<DeclarationSyntax>();
        TokenWindow window = new(tokens, 0, tokens.Visible.Length - 1);
        FlowParser parser = NewParser(window, PredictionMode.SLL, new GiveUp());
        try
        {
            while (window.LA(1) != TokenConstants.EOF)
            {
                declarations.Add(builder.Build(parser.declaration()));
            }

            return declarations.ToImmutable();
        }
        catch (ParseCanceledException)
        {
            return null;
        }
    }

    /// <summary>One declaration, or null and its first mistake.</summary>
    public static FlowParser.SingleDeclarationContext? Declaration(FlowTokens tokens, int start, int end, out FirstMistake? mistake)
    {
        mistake = null;
        if (Run(tokens, start, end, PredictionMode.SLL, new GiveUp()) is { } quick)
        {
            return quick;
        }

        StopAtFirstMistake strategy = new();
        FlowParser.SingleDeclarationContext? full = Run(tokens, start, end, PredictionMode.LL, strategy);
        mistake = strategy.Mistake;
        return full;
    }

    private static FlowParser.SingleDeclarationContext? Run(
        FlowTokens tokens,
        int start,
        int end,
        PredictionMode mode,
        IAntlrErrorStrategy strategy)
    {
        try
        {
            return NewParser(new TokenWindow(tokens, start, end), mode, strategy).singleDeclaration();
        }
        catch (ParseCanceledException)
        {
            return null;
        }
    }

    private static FlowParser NewParser(TokenWindow window, PredictionMode mode, IAntlrErrorStrategy strategy)
    {
        FlowParser parser = new(window) { ErrorHandler = strategy };
        parser.RemoveErrorListeners();
        parser.Interpreter.PredictionMode = mode;
        return parser;
    }
}
