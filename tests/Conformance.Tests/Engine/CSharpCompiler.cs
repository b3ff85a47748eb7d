using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace FlowLang.Conformance.Tests.Engine;

/// <summary>Compiles generated code into an assembly of this process; what was compiled once stays.</summary>
internal static class CSharpCompiler
{
    private const string Usings = "global using System; global using System.Collections.Generic;";

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) is "System.Runtime" or "System.Collections" or "System.Memory"
                or "System.Runtime.InteropServices" or "System.Private.CoreLib" or "FlowLang.Values")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp14);
    private static readonly SyntaxTree Implicit = CSharpSyntaxTree.ParseText(Usings, Parsing);
    private static readonly ConcurrentDictionary<string, Assembly> Known = new(StringComparer.Ordinal);
    private static int s_count;

    public static Assembly Compile(string code) => Known.GetOrAdd(code, Build);

    private static Assembly Build(string code)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            $"Generated{Interlocked.Increment(ref s_count)}", [Implicit, CSharpSyntaxTree.ParseText(code, Parsing)], References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, concurrentBuild: false));
        using MemoryStream assembly = new();
        EmitResult result = compilation.Emit(assembly);
        IEnumerable<string> mistakes = result.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString());
        Assert.True(result.Success && !mistakes.Any(), $"{string.Join("\n", mistakes)}\n\n{code}");
        return Assembly.Load(assembly.ToArray());
    }
}
