using Antlr4.Runtime;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using static FlowLang.Syntax.Generated.FlowLexer;

namespace FlowLang.Syntax.Parsing.Lexing;

/// <summary>
/// Refuses what would take the parser, or a later stage that walks the tree, too deep into the stack. It counts tokens only, before
/// anything recurses: open brackets, and operators in one expression of one bracket.
/// </summary>
internal static class DepthGuard
{
    public const int MostLevels = 200;
    public const int MostOperators = 500;

    /// <summary>The first place in a stretch of tokens that is too deep, or null.</summary>
    public static Diagnostic? Check(FlowTokens tokens, int start, int end)
    {
        Stack<int> outer = [];
        int operators = 0;
        int types = 0;
        for (int i = start; i < end; i++)
        {
            IToken token = tokens.Visible[i];
            int type = token.Type;
            int previous = i > start ? tokens.Visible[i - 1].Type : 0;
            bool separates = type is COMMA or PIPE or COLON or EQ or ARROW or SELECT or WHEN or ON or BY or AS
                || (TokenKinds.EndsOperand(previous) && TokenKinds.StartsOperand(type));
            operators = separates ? 0 : operators;
            operators += IsOperator(type) ? 1 : 0;
            types = Types(types, type, previous);
            if (TokenKinds.IsOpening(type))
            {
                outer.Push(operators + 1);
                operators = 0;
            }
            else if (TokenKinds.IsClosing(type) && outer.TryPop(out int before))
            {
                operators = before;
            }

            if (outer.Count > MostLevels || types > MostLevels)
            {
                return SyntaxDiagnostics.NestedTooDeep(tokens.SpanOf(token), MostLevels);
            }

            if (operators > MostOperators)
            {
                return SyntaxDiagnostics.ExpressionTooLong(tokens.SpanOf(token), MostOperators);
            }
        }

        return null;
    }

    // Types nest by angle brackets, which are comparisons elsewhere.
    private static int Types(int open, int type, int previous) => type switch
    {
        LT when previous is IDENTIFIER or CHANGES => open + 1,
        GT => Math.Max(0, open - 1),
        PIPE or EQ => 0,
        _ => open,
    };

    private static bool IsOperator(int type) => type is
        DOT or PLUS or MINUS or STAR or SLASH or DIV or PERCENT or CONCAT or COALESCE or AND or OR or NOT or ELSE or QUESTION or OVER
        or EQEQ or NEQ or LT or LE or GT or GE or IN or BETWEEN or LIKE or IS;
}
