using System.Text;
using FlowLang.Compiler.Tests.Syntax;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;
using Xunit;

namespace FlowLang.Compiler.Tests.Binding;

/// <summary>Files together: imports, circles, long chains, and that no program makes the binder throw.</summary>
public sealed class WorkspaceTests
{
    private const string Shared =
        "type Row = { id: int64 @key }\nconnection lake: files { root: \"data\" }\nsource rows: Row from lake.csv(\"r.csv\")";

    [Fact]
    public void What_is_imported_can_be_used()
    {
        BoundProgram program = TestWorkspace.BindFiles(
            ("shared/rows.flow", Shared), ("main.flow", "import { rows as input } from \"./shared/rows.flow\"\ntransform t = from input"));

        Assert.Empty(program.Diagnostics);
    }

    [Theory]
    [InlineData("import { rowz } from \"./shared/rows.flow\"", "FL2021", "shared/rows.flow declares nothing called `rowz`")]
    [InlineData("import { rows } from \"./shared/row.flow\"", "FL2020", "there is no file \"./shared/row.flow\"")]
    [InlineData("import { rows } from \"../rows.flow\"", "FL2023", "leaves the workspace")]
    [InlineData("import { rows, rows } from \"./shared/rows.flow\"\ntransform t = from rows", "FL2024", "imported twice")]
    [InlineData("import { rows } from \"./shared/rows.flow\"", "FL8008", "never used")]
    [InlineData("import { rows } from \"./shared/rows.flow\"\ntype rows = int32", "FL2005", "declared twice")]
    [InlineData("connection lake: files { root: \"x\" }", "FL2025", "connection `lake` is there twice")]
    public void A_mistake_of_an_import_is_reported(string main, string code, string message)
    {
        Diagnostic diagnostic = Assert.Single(TestWorkspace.BindFiles(("main.flow", main), ("shared/rows.flow", Shared)).Diagnostics);

        Assert.Equal(code, diagnostic.Code);
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_import_one_another_in_a_circle_are_reported_once()
    {
        BoundProgram program = TestWorkspace.BindFiles(
            ("a.flow", "import { B } from \"./b.flow\"\ntype A = { b: B }"),
            ("b.flow", "import { A } from \"./a.flow\"\ntype B = int32\ntype C = { a: A }"));

        Assert.Equal("FL2022", Assert.Single(program.Diagnostics).Code);
    }

    [Fact]
    public void A_name_of_another_file_is_said_to_be_importable()
    {
        BoundProgram program = TestWorkspace.BindFiles(("main.flow", "transform t = from rows"), ("shared/rows.flow", Shared));

        string help = string.Join('\n', program.Diagnostics.Single().HelpLines);
        Assert.Contains("import { rows } from \"./shared/rows.flow\"", help, StringComparison.Ordinal);
    }

    [Fact]
    public void One_mistake_far_below_is_one_diagnostic()
    {
        BoundProgram program = TestWorkspace.Bind(
            """
            transform a = from nowhere | where x > 1 | derive y = x + 1
            transform b = from a as p | join zones as z on p.zone == z.zone_id | select y, borough
            transform c = from b | aggregate n = count(y) by borough
            pipeline p { write b to lake.csv("b.csv") }
            test "t" for b { given zones [] expect [] }
            """);

        Assert.Equal("FL2002", Assert.Single(program.Diagnostics).Code);
    }

    [Fact]
    public void Ten_thousand_transforms_in_a_chain_bind_with_work_that_grows_with_their_number()
    {
        (long small, _) = BindChain(1_000);
        (long large, BoundProgram program) = BindChain(10_000);

        Assert.Empty(program.Diagnostics);
        Assert.Equal(10_000, program.Transforms.Length);
        Assert.True(large < 15 * small, $"{small} bytes for 1,000, {large} for 10,000");
    }

    [Fact]
    public void Every_example_of_the_language_binds_without_an_exception()
    {
        IReadOnlyList<string> blocks = RepositoryFiles.FlowBlocks("docs/language.md");

        Assert.All(blocks.Append(string.Join('\n', blocks)), block => Assert.NotNull(TestWorkspace.BindFiles(("main.flow", block))));
    }

    private static (long Bytes, BoundProgram Program) BindChain(int transforms)
    {
        StringBuilder text = new();
        for (int i = 1; i <= transforms; i++)
        {
            string input = i == 1 ? "zones" : $"s{i - 1}";
            text.Append($"transform s{i} = from {input} | where zone_id > {i % 7} | derive x = name ?? \"none\" ")
                .Append("| select zone_id, borough, name\n");
        }

        string all = text.ToString();
        long before = GC.GetAllocatedBytesForCurrentThread();
        BoundProgram program = TestWorkspace.Bind(all);
        return (GC.GetAllocatedBytesForCurrentThread() - before, program);
    }
}
