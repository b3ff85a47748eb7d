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
    // The literals of the program are more than fits into an assembly.
    private const string TooManyTexts = "CS8103";

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
        return Emit(compilation, input, embedded, cancel);
    }

    /// <summary>The compilation itself, to ask about what is in it.</summary>
    public static CSharpCompilation Create(CSharpInput input, Installation installation, CancellationToken cancel)
    {
        IEnumerable<KeyValuePair<string, string>> files = input.Files.Append(AssemblyFacts.File(input.AssemblyName))
            .Concat(input.Own.Select(file => KeyValuePair.Create(file.Path, file.Text)));
        SyntaxTree[] trees = [.. files.Select(file => CSharpSyntaxTree.ParseText(Text(file.Value), Parsing, file.Key, cancel))];
        return CSharpCompilation.Create(
            input.AssemblyName,
            TextPlacement.Apply(trees, cancel),
            input.Own.IsEmpty ? ReferenceSet.For(installation) : ReferenceSet.WithFramework(installation),
            input.IsLibrary ? Compiling.WithOutputKind(OutputKind.DynamicallyLinkedLibrary) : Compiling);
    }

    private static ResourceDescription Resource(KeyValuePair<string, string> resource) =>
        new(resource.Key, () => new MemoryStream(Encoding.UTF8.GetBytes(resource.Value)), isPublic: true);

    private static RoslynText Text(string text) => RoslynText.From(text, Encoding.UTF8, RoslynHash.Sha256);

    private static CSharpOutput Emit(
        CSharpCompilation compilation, CSharpInput input, List<EmbeddedText> embedded, CancellationToken cancel)
    {
        using MemoryStream assembly = new();
        using MemoryStream symbols = new();
        EmitOptions options = new(debugInformationFormat: DebugInformationFormat.PortablePdb, pdbFilePath: input.AssemblyName + ".pdb");
        EmitResult result = compilation.Emit(
            assembly, symbols, manifestResources: input.Resources.Select(Resource), options: options, embeddedTexts: embedded,
            cancellationToken: cancel);
        if (!result.Success)
        {
            Diagnostic[] errors = [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)];
            return new CSharpOutput([], [], [], [.. errors.Select(d => d.ToString()).Order(StringComparer.Ordinal)])
            {
                IsTooLarge = errors.Any(error => error.Id == TooManyTexts),
            };
        }

        byte[] image = assembly.ToArray();
        return new CSharpOutput(image, symbols.ToArray(), AssemblyFacts.ReferencesOf(image), []);
    }
}
