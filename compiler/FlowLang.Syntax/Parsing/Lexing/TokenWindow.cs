using Antlr4.Runtime;
using Antlr4.Runtime.Misc;

namespace FlowLang.Syntax.Parsing.Lexing;

/// <summary>The tokens of one stretch of a file as ANTLR wants to read them, with an end-of-file behind the last.</summary>
internal sealed class TokenWindow(FlowTokens tokens, int start, int end) : ITokenStream
{
    private readonly IToken[] _tokens = tokens.Visible;
    private readonly IToken _end = EndToken(tokens, end);
    private int _index = start;

    public int Index => _index;

    public int Size => end + 1;

    public string SourceName => tokens.Source.Path;

    public ITokenSource TokenSource => tokens.Lexer;

    public IToken Get(int i) => i < end ? _tokens[i] : _end;

    public IToken LT(int k)
    {
        int i = k > 0 ? _index + k - 1 : _index + k;
        return Get(Math.Max(i, 0));
    }

    public int LA(int i) => LT(i).Type;

    public void Consume()
    {
        if (_index < end)
        {
            _index++;
        }
    }

    public int Mark() => 0;

    public void Release(int marker)
    {
        // Everything is kept, so there is nothing to release.
    }

    public void Seek(int index) => _index = Math.Min(index, end);

    public string GetText(Interval interval) => "";

    public string GetText() => "";

    public string GetText(RuleContext ctx) => "";

    public string GetText(IToken start, IToken stop) => "";

    // An end inside the file stands behind the last token of the stretch, where something is missing.
    private static IToken EndToken(FlowTokens tokens, int end)
    {
        IToken next = tokens.Visible[end];
        if (next.Type == TokenConstants.EOF)
        {
            return next;
        }

        int at = end > 0 ? tokens.Visible[end - 1].StopIndex + 1 : next.StartIndex;
        return new CommonToken(Tuple.Create(next.TokenSource, next.InputStream), TokenConstants.EOF, 0, at, at - 1) { TokenIndex = end };
    }
}
