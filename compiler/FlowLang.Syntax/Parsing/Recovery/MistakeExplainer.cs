using Antlr4.Runtime;
using Antlr4.Runtime.Misc;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Parsing.Lexing;
using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Generated.FlowLexer;

namespace FlowLang.Syntax.Parsing.Recovery;

/// <summary>Says in a person's words what is wrong where the grammar got stuck: the particular first, the general last.</summary>
internal sealed class MistakeExplainer(FlowTokens tokens, Range stretch, FirstMistake mistake)
{
    private readonly int _start = stretch.Start.Value;
    private readonly int _end = stretch.End.Value;
    private readonly IToken _token = mistake.Token;
    private readonly IToken? _previous = mistake.Index > stretch.Start.Value ? tokens.Visible[mistake.Index - 1] : null;
    private readonly IntervalSet _expected = mistake.Expected;

    private bool IsAtEnd => _token.Type == TokenConstants.EOF;

    private TextSpan At => IsAtEnd && _previous is not null ? tokens.Source.Span(_previous.StopIndex + 1, 0) : tokens.SpanOf(_token);

    private string Word => tokens.TextOf(_token).ToString();

    private int Type => _token.Type;

    private int PreviousType => _previous?.Type ?? 0;

    public Diagnostic Explain() =>
        (_previous is null ? Start() : null)
        ?? new BracketMistakes(tokens, _start, mistake, At).Explain()
        ?? Capitals()
        ?? StepMistakes.Explain(At, Word, Type, PreviousType, _expected)
        ?? ExpressionMistake()
        ?? Foreign()
        ?? Misspelled()
        ?? ForgottenComma()
        ?? Missing();

    private Diagnostic? Foreign() => ForeignSyntax.Help(tokens, _start, mistake.Index) is { } help
        ? Missing().Help(help)
        : null;

    private Diagnostic? Start()
    {
        if (TokenKinds.IsClosing(Type))
        {
            return SyntaxDiagnostics.ClosesNothing(At);
        }

        string? meant = Type == IDENTIFIER ? Suggestions.DidYouMean(Word, TokenKinds.Heads) : null;
        return Capitals() ?? SyntaxDiagnostics.NoDeclaration(At, meant);
    }

    private Diagnostic? Capitals()
    {
        if (Type != IDENTIFIER || !Word.Any(char.IsAsciiLetterUpper))
        {
            return null;
        }

        string lower = Word.ToLowerInvariant();
        int keyword = TokenKinds.KeywordType(lower);
        return keyword != 0 && (_previous is null ? TokenKinds.IsHead(keyword) : _expected.Contains(keyword))
            ? SyntaxDiagnostics.KeywordIsLowerCase(At, lower)
            : null;
    }

    private Diagnostic? ExpressionMistake()
    {
        if (Type == EQ && _expected.Contains(EQEQ))
        {
            return SyntaxDiagnostics.ComparisonIsDoubleEquals(At);
        }

        if (Type is EQEQ or NEQ or LT or LE or GT or GE && _expected.Contains(AND))
        {
            return SyntaxDiagnostics.ComparisonChain(At);
        }

        if (Type == COMMA && IsAfterIn())
        {
            return SyntaxDiagnostics.ListInSquareBrackets(At);
        }

        if (Type == AS && !_expected.Contains(AS) && _expected.Contains(COMMA) && _expected.Contains(PIPE))
        {
            return SyntaxDiagnostics.NameStandsFirst(At);
        }

        return TokenKinds.IsReserved(Type) && _expected.Contains(IDENTIFIER) && !_expected.Contains(INTEGER)
            ? SyntaxDiagnostics.ReservedName(At)
            : null;
    }

    // `in (1,` as SQL has it: back from the comma there is only one value in the parenthesis.
    private bool IsAfterIn()
    {
        int i = mistake.Index - 1;
        while (i > _start && tokens.Visible[i].Type is not (LPAREN or COMMA or PIPE))
        {
            i--;
        }

        return i > _start && tokens.Visible[i].Type == LPAREN && tokens.Visible[i - 1].Type == IN;
    }

    private Diagnostic? ForgottenComma() =>
        _expected.Contains(COMMA) && TokenKinds.EndsOperand(PreviousType) && TokenKinds.StartsOperand(Type) && SameLineOrBracket()
            ? SyntaxDiagnostics.MissingComma(At)
            : null;

    // Outside brackets a word on a new line is more likely the start of something else than the next of a list.
    private bool SameLineOrBracket() => !tokens.IsFirstOnLine(_token) || !_expected.Contains(PIPE);

    private Diagnostic? Misspelled()
    {
        if (Type != IDENTIFIER || Word.Length < 3)
        {
            return null;
        }

        string? meant = Suggestions.DidYouMean(Word, ExpectedTokens.Keywords(_expected));
        return meant is null ? null : SyntaxDiagnostics.Expected(At, $"`{meant}`", $"`{Word}`").DidYouMean(meant);
    }

    private Diagnostic Missing()
    {
        string after = ExpectedTokens.Describe(tokens, _previous);
        string found = IsAtEnd ? End() : ExpectedTokens.Describe(tokens, _token);
        string? wanted = ExpectedTokens.Wanted(_expected);
        if (IsAtEnd)
        {
            return SyntaxDiagnostics.Unfinished(At, wanted ?? "something more", after);
        }

        return wanted switch
        {
            ExpectedTokens.Expression => SyntaxDiagnostics.ExpectedExpression(At, after, found),
            ExpectedTokens.Name => SyntaxDiagnostics.ExpectedName(At, after, found),
            ExpectedTokens.Type => SyntaxDiagnostics.ExpectedType(At, after, found),
            null => SyntaxDiagnostics.OutOfPlace(At, found, after),
            _ => SyntaxDiagnostics.Expected(At, $"{wanted} after {after}", found),
        };
    }

    private string End() => tokens.Visible[_end].Type == TokenConstants.EOF ? "the end of the file" : "the end of the declaration";
}
