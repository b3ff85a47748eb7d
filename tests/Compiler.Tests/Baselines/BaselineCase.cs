using System.Collections.Immutable;
using FlowLang.Semantics.Binding;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;

namespace FlowLang.Compiler.Tests.Baselines;

/// <summary>One program of tests/Baselines: a folder with main.flow, and what each stage makes of it, made once.</summary>
internal sealed class BaselineCase
{
    private readonly Lazy<BoundProgram> _bound;

    private BaselineCase(string folder, ImmutableArray<SourceText> sources)
    {
        Folder = folder;
        Trees = [.. sources.Select(Parser.Parse)];
        _bound = new Lazy<BoundProgram>(() => Binder.Bind(Trees, SchemaCatalog.Empty));
    }

    public string Folder { get; }

    public ImmutableArray<SyntaxTree> Trees { get; }

    public BoundProgram Bound => _bound.Value;

    public static BaselineCase Read(string folder) =>
        new(folder, [.. Directory.GetFiles(folder, "*.flow")
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceText(Path.GetFileName(path), File.ReadAllText(path)))]);
}
