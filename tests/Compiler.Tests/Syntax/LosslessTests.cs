using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;
using Xunit;

namespace FlowLang.Compiler.Tests.Syntax;

/// <summary>Print∘parse is the identity, whatever the text.</summary>
public sealed class LosslessTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\uFEFFtransform t = from x\r\n  | where a // why\r\n\r\n")]
    [InlineData("  // only a comment")]
    [InlineData("\t\v\f transform\u00A0t = from x\u3000")]
    [InlineData("\"${\"${")]
    [InlineData("\"\"\"\"\"\"\"")]
    [InlineData("}}}}\"a\n${b}")]
    [InlineData("/*/ */ ' `` `x 12_ 1__0 .5 \\ \u0000 \uD83D \uDE00")]
    public void Any_text_prints_as_it_was_read(string text) => Assert.Equal(text, Print(text));

    [Fact]
    public void Mutated_programs_print_as_they_were_read()
    {
        IReadOnlyList<string> corpus = RepositoryFiles.FlowBlocks("docs/language.md");
        Random random = new(20240101);
        for (int i = 0; i < 1_500; i++)
        {
            string text = corpus[random.Next(corpus.Count)];
            for (int edits = random.Next(1, 6); edits > 0; edits--)
            {
                int at = random.Next(text.Length + 1);
                int end = Math.Min(text.Length, at + random.Next(8));
                string other = corpus[random.Next(corpus.Count)];
                int from = random.Next(other.Length);
                text = text[..at] + other[from..Math.Min(other.Length, from + random.Next(8))] + text[end..];
            }

            Assert.Equal(text, Print(text));
        }
    }

    [Fact]
    public void Comments_at_the_end_of_a_line_belong_to_the_token_before_them()
    {
        SyntaxTree tree = Parser.Parse(new SourceText("main.flow", "// head\ntransform t = from x // tail\n// last\n"));

        Assert.Equal(["// head"], Comments(tree.Tokens[0].Leading));
        Assert.Equal(["// tail"], Comments(tree.Tokens[^2].Trailing));
        Assert.Equal(["// last"], Comments(tree.Tokens[^1].Leading));
    }

    private static IEnumerable<string> Comments(IEnumerable<SyntaxTrivia> trivia) =>
        trivia.Where(t => t.Kind == TriviaKind.Comment).Select(t => t.Span.Text);

    private static string Print(string text) => Parser.Parse(new SourceText("main.flow", text)).Print();
}
