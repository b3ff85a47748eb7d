using Antlr4.Runtime;
using FlowLang.Syntax.Generated;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Parsing.Lexing;

/// <summary>
/// The tokens of a file: those that the parser sees in <c>Visible</c>, with mistakes and (read with trivia) white space and comments among
/// them in <c>All</c>. The last of both is the end of the file.
/// </summary>
internal sealed record FlowTokens(SourceText Source, IReadOnlyList<IToken> All, IToken[] Visible, ITokenSource Lexer)
{
    public static FlowTokens Read(SourceText source, bool withTrivia = false)
    {
        FlowTokenLexer lexer = new(new AntlrInputStream(source.Text));
        if (!withTrivia)
        {
            lexer.TokenFactory = new QuietTokenFactory();
        }

        lexer.RemoveErrorListeners();
        List<IToken> all = new(source.Length / 4 + 8);
        List<IToken> visible = new(source.Length / 8 + 8);
        while (true)
        {
            IToken token = lexer.NextToken();
            if (ReferenceEquals(token, QuietTokenFactory.Trivia))
            {
                continue;
            }

            if (token.Type == TokenConstants.EOF && lexer.IsInsideText)
            {
                // The parser is to see a closed text, so that what is missing is said once.
                Tuple<ITokenSource, ICharStream> origin = Tuple.Create((ITokenSource)lexer, token.InputStream);
                Add(new CommonToken(origin, FlowLexer.TEXT_END, 0, source.Length, source.Length - 1));
            }

            Add(token);
            if (token.Type == FlowLexer.TEXT_END && source.Text[token.StartIndex] != '"')
            {
                lexer.LeaveTexts();
            }

            if (token.Type == TokenConstants.EOF)
            {
                return new FlowTokens(source, all, [.. visible], lexer);
            }
        }

        void Add(IToken token)
        {
            all.Add(token);
            if (token.Channel == TokenConstants.DefaultChannel)
            {
                ((CommonToken)token).TokenIndex = visible.Count;
                visible.Add(token);
            }
        }
    }

    public TextSpan SpanOf(IToken token) => new(Source, token.StartIndex, Math.Max(0, token.StopIndex - token.StartIndex + 1));

    public ReadOnlySpan<char> TextOf(IToken token) =>
        Source.Text.AsSpan(token.StartIndex, Math.Max(0, token.StopIndex - token.StartIndex + 1));

    /// <summary>Says that only white space stands before the token on its line.</summary>
    public bool IsFirstOnLine(IToken token)
    {
        int i = token.StartIndex - 1;
        while (i >= 0 && Source.Text[i] is ' ' or '\t')
        {
            i--;
        }

        return i < 0 || Source.Text[i] is '\n' or '\r' or '\uFEFF';
    }
}
