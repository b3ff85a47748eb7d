using System.Collections.Immutable;
using FlowLang.Semantics.Binding;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;

namespace FlowLang.Compiler.Tests.Emit;

/// <summary>Programs by their text.</summary>
internal static class Source
{
    public static BoundProgram Bind(string text)
    {
        BoundProgram program = Binder.Bind([Parser.Parse(new SourceText("main.flow", text))], SchemaCatalog.Empty);
        string[] errors = [.. program.Diagnostics.Where(d => d.IsError).Select(d => d.ToString())];
        Assert.True(errors.Length == 0, string.Join('\n', errors));
        return program;
    }
}
