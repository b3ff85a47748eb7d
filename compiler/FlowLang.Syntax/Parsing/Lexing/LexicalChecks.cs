using Antlr4.Runtime;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Generated.FlowLexer;

namespace FlowLang.Syntax.Parsing.Lexing;

/// <summary>Mistakes that a token shows by itself.</summary>
internal static class LexicalChecks
{
    /// <summary>
    /// Where each mistake stands is kept sorted by place, so that a mistake in the grammar that follows from one is not told.
    /// </summary>
    public static IEnumerable<Diagnostic> Check(FlowTokens tokens)
    {
        if (tokens.Source.HasInvalidUtf8)
        {
            yield return SyntaxDiagnostics.InvalidUtf8(FirstInvalid(tokens.Source));
        }

        Stack<IToken> texts = [];
        IToken? interpolation = null;
        IReadOnlyList<IToken> all = tokens.All;
        for (int i = 0; i < all.Count; i++)
        {
            IToken token = all[i];
            switch (token.Type)
            {
                case TEXT_START:
                    texts.Push(token);
                    break;
                case TEXT_END:
                    if (texts.TryPop(out IToken? start) && tokens.TextOf(token) is not "\"")
                    {
                        yield return texts.Count > 0 && interpolation is not null
                            ? SyntaxDiagnostics.InterpolationNotClosed(tokens.SpanOf(interpolation))
                            : SyntaxDiagnostics.TextNotClosed(tokens.SpanOf(start));
                        texts.Clear();
                    }

                    break;
                case INTERPOLATION_START:
                    interpolation = texts.Count == 1 ? token : interpolation;
                    break;
                case UNKNOWN:
                    i = LastOfRun(all, i);
                    TextSpan run = tokens.SpanOf(token).Through(tokens.SpanOf(all[i]));
                    if (!tokens.Source.HasInvalidUtf8 || !run.Text.Contains('\uFFFD', StringComparison.Ordinal))
                    {
                        yield return SyntaxDiagnostics.UnknownCharacter(run with { Length = Math.Min(run.Length, 20) });
                    }

                    break;
                default:
                    if (CheckOne(tokens, token) is { } diagnostic)
                    {
                        yield return diagnostic;
                    }

                    break;
            }
        }
    }

    private static TextSpan FirstInvalid(SourceText source)
    {
        int at = Math.Max(0, source.Text.IndexOf('\uFFFD', StringComparison.Ordinal));
        return source.Span(at, Math.Min(1, source.Length - at));
    }

    private static int LastOfRun(IReadOnlyList<IToken> all, int i)
    {
        while (i + 1 < all.Count && all[i + 1].Type == UNKNOWN && all[i + 1].StartIndex == all[i].StopIndex + 1)
        {
            i++;
        }

        return i;
    }

    private static Diagnostic? CheckOne(FlowTokens tokens, IToken token) => token.Type switch
    {
        NUL => SyntaxDiagnostics.NulCharacter(tokens.SpanOf(token)),
        BYTE_ORDER_MARK when token.StartIndex > 0 => SyntaxDiagnostics.UnknownCharacter(tokens.SpanOf(token)),
        UNTERMINATED_RAW_TEXT => SyntaxDiagnostics.RawTextNotClosed(tokens.SpanOf(token) with { Length = 3 }),
        BAD_QUOTED_NAME => SyntaxDiagnostics.QuotedNameNotClosed(tokens.SpanOf(token)),
        BLOCK_COMMENT => SyntaxDiagnostics.BlockComment(tokens.SpanOf(token) with { Length = 2 }),
        UNTERMINATED_BLOCK_COMMENT => SyntaxDiagnostics.BlockCommentNotClosed(tokens.SpanOf(token) with { Length = 2 }),
        FOREIGN_COMMENT => SyntaxDiagnostics.ForeignComment(tokens.SpanOf(token)),
        SEMICOLON => SyntaxDiagnostics.Semicolon(tokens.SpanOf(token)),
        SINGLE_QUOTED => SingleQuoted(tokens.SpanOf(token)),
        BAD_NUMBER => SyntaxDiagnostics.MalformedNumber(tokens.SpanOf(token)),
        TEXT_ESCAPE => TextEscapes.Check(tokens.SpanOf(token)),
        AND or OR or NOT or ARROW or EQEQ or NEQ or MINUS or PIPE => Foreign(tokens, token),
        _ => null,
    };

    private static Diagnostic SingleQuoted(TextSpan at)
    {
        string text = at.Text;
        bool isClosed = text.Length > 1 && text[^1] == '\'';
        return SyntaxDiagnostics.SingleQuotes(at, isClosed ? $"\"{text[1..^1].Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : null);
    }

    private static Diagnostic? Foreign(FlowTokens tokens, IToken token)
    {
        string meant = TokenKinds.SpellingOf(token.Type) ?? "";
        return tokens.TextOf(token).SequenceEqual(meant)
            ? null
            : SyntaxDiagnostics.ForeignSpelling(tokens.SpanOf(token), meant, token.Type == OR ? "to join texts, write `++`" : null);
    }
}
