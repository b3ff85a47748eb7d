using FlowLang.Semantics.Binding;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;
using Xunit;

namespace FlowLang.Fuzz;

/// <summary>The front end never throws and never hangs, and gives back every text that it reads.</summary>
public sealed class FuzzTests
{
    /// <summary>What is fuzzed: a longer part of the compiler takes its place here.</summary>
    private static readonly Action<string> s_entry = CheckFrontEnd;

    [Fact]
    public void Generated_programs_parse_without_a_mistake() => Assert.True(FuzzRun.Until(0.3, Generated, CheckGenerated) > 0);

    [Fact]
    public void Damaged_programs_are_refused_politely() => Assert.True(FuzzRun.Until(0.5, Damaged, s_entry) > 0);

    [Fact]
    public void Garbage_is_refused_politely() =>
        Assert.True(FuzzRun.Until(0.2, random => new ProgramMutator(random).Garbage(), s_entry) > 0);

    private static string Generated(Random random) => new ProgramGenerator(random).Program();

    private static string Damaged(Random random) => new ProgramMutator(random).Mutate(Some(random), Some(random));

    private static string Some(Random random) => random.Next(3) == 0 ? Generated(random) : ProgramCorpus.Pick(random);

    private static void CheckGenerated(string program)
    {
        SyntaxTree tree = Parser.Parse(new SourceText("main.flow", program));
        Diagnostic? mistake = tree.Diagnostics.FirstOrDefault(d => d.Code != "FL1109");
        Assert.True(mistake is null, mistake is null ? "" : DiagnosticRenderer.Render(mistake));
        s_entry(program);
    }

    private static void CheckFrontEnd(string program)
    {
        SyntaxTree tree = CheckSyntax(program);
        BoundProgram bound = Binder.Bind([tree], SchemaCatalog.Empty);
        foreach (Diagnostic diagnostic in bound.Diagnostics)
        {
            CheckDiagnostic(diagnostic, program);
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
