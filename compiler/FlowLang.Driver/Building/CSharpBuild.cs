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
        CSharpCompilation compilation = Create(input, installation, cancel);
        List<EmbeddedText> embedded =
            [.. compilation.SyntaxTrees.Select(tree => EmbeddedText.FromSource(tree.FilePath, tree.GetText(cancel)))];

        // Stack traces and debuggers speak of the `.flow` files; the debug information brings them along.
        embedded.AddRange(input.Sources.Select(s => EmbeddedText.FromSource(s.Path, Text(s.Text))));
        return Emit(compilation, input.AssemblyName, embedded, cancel);
    }

    /// <summary>The compilation itself, to ask about what is in it.</summary>
    public static CSharpCompilation Create(CSharpInput input, Installation installation, CancellationToken cancel)
    {
        IEnumerable<KeyValuePair<string, string>> files = input.Files.Append(AssemblyFacts.File(input.AssemblyName))
            .Concat(input.Own.Select(file => KeyValuePair.Create(file.Path, file.Text)));
        return CSharpCompilation.Create(
            input.AssemblyName,
            files.Select(file => CSharpSyntaxTree.ParseText(Text(file.Value), Parsing, file.Key, cancel)),
            input.Own.IsEmpty ? ReferenceSet.For(installation) : ReferenceSet.WithFramework(installation),
            input.IsLibrary ? Compiling.WithOutputKind(OutputKind.DynamicallyLinkedLibrary) : Compiling);
    }

    private static RoslynText Text(string text) => RoslynText.From(text, Encoding.UTF8, RoslynHash.Sha256);

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
