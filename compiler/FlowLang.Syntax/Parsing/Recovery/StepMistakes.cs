using Antlr4.Runtime.Misc;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Parsing.Lexing;
using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Generated.FlowLexer;

namespace FlowLang.Syntax.Parsing.Recovery;

/// <summary>Queries that start or go on in another language's way.</summary>
internal static class StepMistakes
{
    public static Diagnostic? Explain(TextSpan at, string word, int type, int previous, IntervalSet expected)
    {
        if (previous == PIPE && expected.Contains(WHERE) && (TokenKinds.IsName(type) || TokenKinds.IsReserved(type)))
        {
            return SyntaxDiagnostics.UnknownStep(at, Suggestions.DidYouMean(word, TokenKinds.Steps), Elsewhere(word));
        }

        if (TokenKinds.IsStep(type) && expected.Contains(PIPE))
        {
            return SyntaxDiagnostics.StepNeedsPipe(at);
        }

        return expected.Count == 1 && expected.Contains(FROM) && previous is EQ or LPAREN
            ? SyntaxDiagnostics.QueryStartsWithFrom(at, TokenKinds.IsName(type) && !TokenKinds.IsStep(type))
            : null;
    }

    // What the step is called elsewhere, and here.
    private static string? Elsewhere(string word) => word.ToLowerInvariant() switch
    {
        "filter" or "having" or "qualify" => "rows are kept by `where condition`",
        "group" or "groupby" or "group_by" or "summarize" or "summarise" => "groups are made by `aggregate n = count() by key`",
        "order" or "orderby" or "order_by" or "arrange" => "an order with the first rows of it is `sort key desc take 10`",
        "limit" or "top" or "head" or "first" => "the first rows of an order are `sort key take 10`",
        "mutate" or "extend" or "with" or "let" or "add" or "compute" => "new columns are made by `derive name = expression`",
        "project" => "columns are chosen by `select a, b`",
        "distinct" or "unique" => "a row a key is `dedupe by key keep latest order`; equal rows fall together in `union distinct`",
        "explode" or "flatten" => "a row an element is `unnest list as element`",
        "append" or "concat" => "rows are put together by `union other`",
        "remove" or "delete" => "columns are left out by `drop a, b`",
        _ => null,
    };
}
