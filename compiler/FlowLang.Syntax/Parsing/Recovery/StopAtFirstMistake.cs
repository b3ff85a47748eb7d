using Antlr4.Runtime;
using Antlr4.Runtime.Atn;
using Antlr4.Runtime.Misc;

namespace FlowLang.Syntax.Parsing.Recovery;

/// <summary>
/// Ends the parse at the first mistake. Whether a rule could have gone on is remembered from where the offending token was first
/// seen, deepest in the rules, for there the list of what could have stood instead is complete.
/// </summary>
internal sealed class StopAtFirstMistake : DefaultErrorStrategy
{
    private RuleContext? _context;
    private int _state;

    public FirstMistake? Mistake { get; private set; }

    public override void Reset(Antlr4.Runtime.Parser recognizer) => _context = null;

    public override void ReportMatch(Antlr4.Runtime.Parser recognizer) => _context = null;

    public override void Recover(Antlr4.Runtime.Parser recognizer, RecognitionException e)
    {
        IToken token = e.OffendingToken;
        bool isAhead = token.TokenIndex != recognizer.CurrentToken.TokenIndex;
        IntervalSet expected = isAhead && e is NoViableAltException { DeadEndConfigs: { } configs }
            ? NextOf(configs, recognizer)
            : Expected(recognizer);
        Mistake = new FirstMistake(token.TokenIndex, token, expected);
        throw new ParseCanceledException(e);
    }

    public override IToken RecoverInline(Antlr4.Runtime.Parser recognizer)
    {
        IToken token = recognizer.CurrentToken;
        Mistake = new FirstMistake(token.TokenIndex, token, Expected(recognizer));
        throw new ParseCanceledException();
    }

    public override void Sync(Antlr4.Runtime.Parser recognizer)
    {
        ATNState state = recognizer.Interpreter.atn.states[recognizer.State];
        int next = recognizer.InputStream.LA(1);
        IntervalSet here = recognizer.Atn.NextTokens(state);
        if (here.Contains(next))
        {
            _context = null;
        }
        else if (here.Contains(TokenConstants.EPSILON))
        {
            Remember(recognizer);
        }
        else
        {
            RecoverInline(recognizer);
        }
    }

    private void Remember(Antlr4.Runtime.Parser recognizer)
    {
        if (_context is null)
        {
            _context = recognizer.Context;
            _state = recognizer.State;
        }
    }

    private IntervalSet Expected(Antlr4.Runtime.Parser recognizer) =>
        _context is null ? recognizer.GetExpectedTokens() : recognizer.Atn.GetExpectedTokens(_state, _context);

    private static IntervalSet NextOf(ATNConfigSet configs, Antlr4.Runtime.Parser recognizer)
    {
        IntervalSet set = new();
        foreach (ATNConfig config in configs.configs)
        {
            foreach (Transition transition in config.state.TransitionsArray)
            {
                if (!transition.IsEpsilon && transition.Label is { } label)
                {
                    set.AddAll(label);
                }
            }
        }

        return set.Count == 0 ? recognizer.GetExpectedTokens() : set;
    }
}
