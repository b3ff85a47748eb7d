using Antlr4.Runtime;
using Antlr4.Runtime.Atn;
using Antlr4.Runtime.Misc;
using FlowLang.Syntax.Generated;
using FlowLang.Syntax.Parsing.Lexing;
using FlowLang.Syntax.Parsing.Recovery;

namespace FlowLang.Syntax.Parsing;

/// <summary>Runs the generated parser over a stretch of tokens: fast (SLL) first, and with full context (LL) where that fails.</summary>
internal static class GrammarParser
{
    /// <summary>The whole file, or null where anything is wrong with it.</summary>
    public static FlowParser.CompilationUnitContext? WholeFile(FlowTokens tokens) =>
        Run(tokens, 0, tokens.Visible.Length - 1, PredictionMode.SLL, new StopAtFirstMistake(), parser => parser.compilationUnit());

    /// <summary>One declaration, or null and its first mistake.</summary>
    public static FlowParser.SingleDeclarationContext? Declaration(FlowTokens tokens, int start, int end, out FirstMistake? mistake)
    {
        mistake = null;
        if (Run(tokens, start, end, PredictionMode.SLL, new StopAtFirstMistake(), parser => parser.singleDeclaration()) is { } quick)
        {
            return quick;
        }

        StopAtFirstMistake strategy = new();
        FlowParser.SingleDeclarationContext? full = Run(tokens, start, end, PredictionMode.LL, strategy, parser => parser.singleDeclaration());
        mistake = strategy.Mistake;
        return full;
    }

    private static T? Run<T>(
        FlowTokens tokens,
        int start,
        int end,
        PredictionMode mode,
        StopAtFirstMistake strategy,
        Func<FlowParser, T> rule)
        where T : class
    {
        FlowParser parser = new(new TokenWindow(tokens, start, end)) { ErrorHandler = strategy };
        parser.RemoveErrorListeners();
        parser.Interpreter.PredictionMode = mode;
        try
        {
            return rule(parser);
        }
        catch (ParseCanceledException)
        {
            return null;
        }
    }
}
