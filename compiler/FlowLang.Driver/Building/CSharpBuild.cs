using System.Collections.Immutable;
using System.Text;
using FlowLang.Driver.Packaging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using RoslynHash = Microsoft.CodeAnalysis.Text.SourceHashAlgorithm;
using RoslynText = Microsoft.CodeAnalysis.Text.SourceText;

namespace FlowLang.Driver.Building;

/// <summary>Generated C# to an assembly, in process and in memory. Same input and compiler, same bytes.</summary>
public static class CSharpBuild
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp14, DocumentationMode.None);

    private static readonly CSharpCompilationOptions Compiling = new(
        OutputKind.ConsoleApplication,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: true,
        deterministic: true,
        concurrentBuild: true,
        nullableContextOptions: NullableContextOptions.Annotations,
        generalDiagnosticOption: ReportDiagnostic.Suppress,
        metadataImportOptions: MetadataImportOptions.Public);

    public static CSharpOutput Compile(CSharpInput input, Installation installation, CancellationToken cancel)
    {
        List<EmbeddedText> embedded = [];
        List<SyntaxTree> trees = [];
        foreach ((string path, string content) in input.Files.Append(AssemblyFacts.File(input.AssemblyName)))
        {
            RoslynText text = RoslynText.From(content, Encoding.UTF8, RoslynHash.Sha256);
            embedded.Add(EmbeddedText.FromSource(path, text));
            trees.Add(CSharpSyntaxTree.ParseText(text, Parsing, path, cancel));
        }

        // Stack traces and debuggers speak of the `.flow` files; the debug information brings them along.
        embedded.AddRange(
            input.Sources.Select(s => EmbeddedText.FromSource(s.Path, RoslynText.From(s.Text, Encoding.UTF8, RoslynHash.Sha256))));
        CSharpCompilation compilation = CSharpCompilation.Create(input.AssemblyName, trees, ReferenceSet.For(installation), Compiling);
        return Emit(compilation, input.AssemblyName, embedded, cancel);
    }

    private static CSharpOutput Emit(CSharpCompilation compilation, string name, List<EmbeddedText> embedded, CancellationToken cancel)
    {
        using MemoryStream assembly = new();
        using MemoryStream symbols = new();
        EmitOptions options = new(debugInformationFormat: DebugInformationFormat.PortablePdb, pdbFilePath: name + ".pdb");
        EmitResult result = compilation.Emit(assembly, symbols, options: options, embeddedTexts: embedded, cancellationToken: cancel);
        if (!result.Success)
        {
            ImmutableArray<string> errors =
                [.. result.Diagnostics.Where(
                    d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()).Order(StringComparer.Ordinal)];
            return new CSharpOutput([], [], [], errors);
        }

        byte[] image = assembly.ToArray();
        return new CSharpOutput(image, symbols.ToArray(), AssemblyFacts.ReferencesOf(image), []);
    }
}
