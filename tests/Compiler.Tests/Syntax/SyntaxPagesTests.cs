using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;
using Xunit;

namespace FlowLang.Compiler.Tests.Syntax;

/// <summary>The pages of docs/diagnostics for FL1xxx: the first example has the mistake, the second is repaired.</summary>
public sealed class SyntaxPagesTests
{
    public static TheoryData<string> Codes =>
    [
        .. Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "docs/diagnostics"), "FL1*.md")
            .Select(f => Path.GetFileNameWithoutExtension(f)),
    ];

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_example_has_the_mistake_and_the_repaired_one_has_none(string code)
    {
        string page = $"docs/diagnostics/{code}.md";
        IReadOnlyList<string> blocks = RepositoryFiles.FlowBlocks(page);

        Assert.StartsWith($"# {code}: ", RepositoryFiles.Read(page), StringComparison.Ordinal);
        if (blocks.Count > 0)
        {
            Assert.Equal(2, blocks.Count);
            Assert.All(Mistakes(blocks[0]), d => Assert.Equal(code, d.Code));
            Assert.NotEmpty(Mistakes(blocks[0]));
            Assert.Empty(Mistakes(blocks[1]));
        }
    }

    private static IReadOnlyList<Diagnostic> Mistakes(string program) => Parser.Parse(new SourceText("main.flow", program)).Diagnostics;
}
