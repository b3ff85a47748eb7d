using Antlr4.Runtime;
using Antlr4.Runtime.Misc;

namespace FlowLang.Syntax.Parsing.Recovery;

/// <summary>Ends the parse at the first mistake without looking at it: the file will be read again, slower, to explain it.</summary>
internal sealed class GiveUp : DefaultErrorStrategy
{
    public override void Recover(Antlr4.Runtime.Parser recognizer, RecognitionException e) => throw new ParseCanceledException(e);

    public override IToken RecoverInline(Antlr4.Runtime.Parser recognizer) => throw new ParseCanceledException();

    public override void Sync(Antlr4.Runtime.Parser recognizer)
    {
        // Looking ahead for mistakes costs time and finds none in most files.
    }
}
