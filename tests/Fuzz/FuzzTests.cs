using FlowLang.Emit;
using FlowLang.Semantics.Binding;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;
using Xunit;

namespace FlowLang.Fuzz;

/// <summary>
/// The compiler never throws and never hangs: it gives back every text that it reads, and what has no mistakes becomes C# that compiles
/// and SQL that the engine takes.
/// </summary>
public sealed class FuzzTests
{
    /// <summary>Of the programs without mistakes, every how many-th is compiled and every how many-th is prepared.</summary>
    private const int CompiledShare = 8, PreparedShare = 3;

    private int _emitted;

    [Fact]
    public void Generated_programs_parse_without_a_mistake() => Assert.True(FuzzRun.Until(0.2, Generated, CheckGenerated) > 0);

    [Fact]
    public void Damaged_programs_are_refused_politely() => Assert.True(FuzzRun.Until(0.35, Damaged, Check) > 0);

    [Fact]
    public void Garbage_is_refused_politely() =>
        Assert.True(FuzzRun.Until(0.1, random => new ProgramMutator(random).Garbage(), Check) > 0);

    [Fact]
    public void Typed_programs_become_code_and_queries_that_are_taken()
    {
        int tried = FuzzRun.Until(0.35, random => new TypedProgramGenerator(random).Program(), Check);
        Assert.True(_emitted * 10 > tried, $"of {tried} programs {_emitted} were without mistakes: the generator writes nonsense");
    }

    private static string Generated(Random random) => new ProgramGenerator(random).Program();

    private static string Damaged(Random random) => new ProgramMutator(random).Mutate(Some(random), Some(random));

    private static string Some(Random random) => random.Next(3) == 0 ? Generated(random) : ProgramCorpus.Pick(random);

    private void CheckGenerated(string program)
    {
        SyntaxTree tree = Parser.Parse(new SourceText("main.flow", program));
        Diagnostic? mistake = tree.Diagnostics.FirstOrDefault(d => d.Code != "FL1109");
        Assert.True(mistake is null, mistake is null ? "" : DiagnosticRenderer.Render(mistake));
        Check(program);
    }

    private void Check(string program)
    {
        SyntaxTree tree = CheckSyntax(program);
        BoundProgram bound = Binder.Bind([tree], SchemaCatalog.Empty);
        foreach (Diagnostic diagnostic in bound.Diagnostics)
        {
            CheckDiagnostic(diagnostic, program);
        }

        if (!bound.Diagnostics.Any(d => d.IsError) && BackEnd.Emit(bound) is { } files)
        {
            // C# and SQL of the program's own are the driver's to verify, and neither is here.
            bool isOwnCode = !bound.Functions.IsEmpty || program.Contains("sql duckdb", StringComparison.Ordinal);
            CheckEmitted(bound, files, isOwnCode);
        }
    }

    private void CheckEmitted(BoundProgram bound, EmittedFiles files, bool isOwnCode)
    {
        _emitted++;
        if (isOwnCode)
        {
            return;
        }

        if (_emitted % CompiledShare == 0)
        {
            BackEnd.Compile(files);
        }

        if (_emitted % PreparedShare == 0)
        {
            BackEnd.PrepareAsync(bound, files).GetAwaiter().GetResult();
        }
    }

    private static SyntaxTree CheckSyntax(string program)
    {
        SyntaxTree tree = Parser.Parse(new SourceText("main.flow", program));
        Assert.Equal(program, tree.Print());
        Assert.True(tree.Diagnostics.Length <= Parser.MostMistakes + 1);
        foreach (Diagnostic diagnostic in tree.Diagnostics)
        {
            CheckDiagnostic(diagnostic, program);
        }

        foreach (DeclarationSyntax declaration in tree.Root.Declarations)
        {
            Assert.InRange(declaration.Span.End, declaration.Span.Start, program.Length);
        }

        bool isBroken = tree.Root.Declarations.Any(d => d is BadDeclarationSyntax);
        Assert.True(!isBroken || tree.Diagnostics.Any(d => d.IsError), "a declaration is broken and no mistake is told");
        return tree;
    }

    private static void CheckDiagnostic(Diagnostic diagnostic, string program)
    {
        Assert.InRange(diagnostic.Span.End, diagnostic.Span.Start, program.Length);
        Assert.NotEmpty(DiagnosticRenderer.Render(diagnostic));
        Assert.NotEmpty(DiagnosticJson.Render(diagnostic));
    }
}
