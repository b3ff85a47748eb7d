using FlowLang.Syntax.Parsing;

namespace FlowLang.Compiler.Tests.Baselines.Stages;

/// <summary>The lexer: every token under its line.</summary>
internal sealed class TokensStage : BaselineStage
{
    public override IEnumerable<(string File, string Text)> Print(BaselineCase program) =>
        [("tokens.txt", AnnotatedSource.Print(program, tree => tree.Tokens.Select(token => (token.Span, Describe(token)))))];

    private static string Describe(SyntaxToken token) =>
        token.Text.Contains('\n', StringComparison.Ordinal) ? token.Kind : $"{token.Kind} |{token.Text}|";
}
