using Antlr4.Runtime;
using FlowLang.Syntax.Generated;

namespace FlowLang.Syntax.Parsing.Lexing;

/// <summary>The generated lexer, made to survive a `}` that closes nothing.</summary>
internal sealed class FlowTokenLexer(ICharStream input) : FlowLexer(input)
{
    /// <summary>Says that the text ended inside `"…"`.</summary>
    public bool IsInsideText => CurrentMode == TEXT_MODE;

    public override int PopMode() => ModeStack.Count == 0 ? CurrentMode : base.PopMode();

    /// <summary>
    /// A line break ends a text that was not closed, and with it the texts around it: their `${` can't be closed any more.
    /// </summary>
    public void LeaveTexts()
    {
        while (ModeStack.Contains(TEXT_MODE) || CurrentMode == TEXT_MODE)
        {
            PopMode();
        }
    }
}
