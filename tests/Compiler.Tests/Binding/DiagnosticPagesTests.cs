using FlowLang.Compiler.Tests.Syntax;
using FlowLang.Semantics.Bound;
using Xunit;

namespace FlowLang.Compiler.Tests.Binding;

/// <summary>The pages of docs/diagnostics from FL2000 on: the first example has this mistake and no other, the second has none.</summary>
public sealed class DiagnosticPagesTests
{
    public static TheoryData<string> Codes =>
    [
        .. Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "docs/diagnostics"), "FL*.md")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(code => code[2] is not ('1' or '9')),
    ];

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_example_has_the_mistake_and_the_repaired_one_has_none(string code)
    {
        string page = $"docs/diagnostics/{code}.md";
        IReadOnlyList<string> blocks = RepositoryFiles.FlowBlocks(page);

        Assert.StartsWith($"# {code}: ", RepositoryFiles.Read(page), StringComparison.Ordinal);
        Assert.InRange(blocks.Count, 0, 2);
        if (blocks.Count > 0)
        {
            BoundProgram program = TestWorkspace.Bind(blocks[0]);
            Assert.All(program.Diagnostics, diagnostic => Assert.Equal(code, diagnostic.Code));
            Assert.NotEmpty(program.Diagnostics);
        }

        if (blocks.Count > 1)
        {
            Assert.Empty(TestWorkspace.Bind(blocks[1]).Diagnostics);
        }
    }

    [Fact]
    public void The_index_lists_every_page_with_its_title()
    {
        string folder = Path.Combine(RepositoryFiles.Root, "docs/diagnostics");
        string[] expected =
        [
            .. Directory.EnumerateFiles(folder, "FL*.md").Order(StringComparer.Ordinal)
                .Select(file => (Code: Path.GetFileNameWithoutExtension(file), Title: File.ReadLines(file).First()))
                .Select(page => $"- [{page.Code}]({page.Code}.md): {page.Title[$"# {page.Code}: ".Length..]}"),
        ];
        string[] listed = [.. File.ReadLines(Path.Combine(folder, "README.md")).Where(line =>
            line.StartsWith("- [FL", StringComparison.Ordinal))];

        Assert.Equal(expected, listed);
    }
}
