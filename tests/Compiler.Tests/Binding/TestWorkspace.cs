using FlowLang.Compiler.Tests.Syntax;
using FlowLang.Semantics.Binding;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;

namespace FlowLang.Compiler.Tests.Binding;

/// <summary>
/// Binds small programs; what the index of docs/diagnostics declares stands behind each, so that a case shows only its point.
/// </summary>
internal static class TestWorkspace
{
    private static readonly string s_prelude = RepositoryFiles.FlowBlocks("docs/diagnostics/README.md")[0];

    public static BoundProgram Bind(string program) => BindFiles(("main.flow", program + "\n" + s_prelude));

    public static BoundProgram BindFiles(params (string Path, string Text)[] files) =>
        Binder.Bind([.. files.Select(file => Parser.Parse(new SourceText(file.Path, file.Text)))], SchemaCatalog.Empty);

    /// <summary>The program without the marks, and where they were.</summary>
    public static (string Program, int Start, int Length) Unmark(string marked)
    {
        int start = marked.IndexOf('«', StringComparison.Ordinal);
        int end = marked.IndexOf('»', StringComparison.Ordinal);
        return (marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal), start, end - start - 1);
    }
}
