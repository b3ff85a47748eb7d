using FlowLang.Compiler.Tests.Syntax;
using FlowLang.Emit.Engines;
using FlowLang.Planning;
using FlowLang.Semantics.Bound;
using Xunit;

namespace FlowLang.Compiler.Tests.Binding;

/// <summary>The pages of docs/diagnostics from FL2000 on: the first example has this mistake and no other, the second has none.</summary>
public sealed class DiagnosticPagesTests
{
    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "docs/diagnostics"), "FL*.md")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(code => code[2] is not ('1' or '9')),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_example_has_the_mistake_and_the_repaired_one_has_none(string code)
    {
        string page = $"docs/diagnostics/{code}.md";
        IReadOnlyList<string> blocks = RepositoryFiles.FlowBlocks(page);

        Assert.StartsWith($"# {code}: ", RepositoryFiles.Read(page), StringComparison.Ordinal);
        Assert.InRange(blocks.Count, 0, 2);
        if (blocks.Count > 0)
        {
            IReadOnlyList<string> codes = Codes(blocks[0], code);
            Assert.All(codes, found => Assert.Equal(code, found));
            Assert.NotEmpty(codes);
        }

        if (blocks.Count > 1)
        {
            Assert.Empty(Codes(blocks[1], code));
        }
    }

    // Streams are checked and not run yet: what says so stands beside every mistake of theirs. What the plan of a program without mistakes
    // shows counts, too, where it is this one.
    private static IReadOnlyList<string> Codes(string example, string code)
    {
        BoundProgram bound = TestWorkspace.Bind(example);
        string[] codes =
        [
            .. bound.Diagnostics.Select(diagnostic => diagnostic.Code)
                .Where(found => !(found == "FL5000" && code.StartsWith("FL4", StringComparison.Ordinal))),
        ];
        return codes.Length > 0 || bound.Diagnostics.Any(diagnostic => diagnostic.IsError)
            ? codes
            : [.. EngineSupport.Check(Planner.Plan(bound)).Select(diagnostic => diagnostic.Code).Where(found => found == code)];
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
