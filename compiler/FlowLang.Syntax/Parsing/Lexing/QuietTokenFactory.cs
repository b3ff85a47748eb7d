using Antlr4.Runtime;
using FlowLang.Syntax.Generated;

namespace FlowLang.Syntax.Parsing.Lexing;

/// <summary>
/// Makes one token do for all white space and comments: nearly half of the tokens of a file, and only a formatter asks for them.
/// </summary>
internal sealed class QuietTokenFactory : ITokenFactory
{
    /// <summary>Stands for everything between tokens that is right.</summary>
    public static IToken Trivia { get; } = new CommonToken(FlowLexer.WHITESPACE) { Channel = FlowLexer.TRIVIA };

    public IToken Create(
        Tuple<ITokenSource, ICharStream> source, int type, string text, int channel, int start, int stop, int line,
        int charPositionInLine) =>
        type is FlowLexer.WHITESPACE or FlowLexer.LINE_BREAK or FlowLexer.COMMENT
            ? Trivia
            : CommonTokenFactory.Default.Create(source, type, text, channel, start, stop, line, charPositionInLine);

    public IToken Create(int type, string text) => CommonTokenFactory.Default.Create(type, text);
}
