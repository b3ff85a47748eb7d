using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace FlowLang.Streams.Tests.Support;

/// <summary>Compiles generated code into an assembly of this process.</summary>
internal static class GeneratedCode
{
    // What a program's own compilation has for all its files.
    private const string Implicit = "global using System; global using System.Collections.Generic; global using System.Threading.Tasks;";

    private const string Usings = """
        global using System.Collections.Immutable;
        global using System.Runtime.InteropServices; global using System.Text.Json; global using FlowLang.Runtime;
        global using FlowLang.Streams; global using FlowLang.Streams.Decoding; global using FlowLang.Values;
        global using FlowLang.Values.Aggregates; global using FlowLang.Values.Collections; global using FlowLang.Values.Numbers;
        global using FlowLang.Values.State; global using FlowLang.Values.Times;
        """;

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) is ['S', 'y', 's', 't', 'e', 'm', '.', ..]
                or ['F', 'l', 'o', 'w', 'L', 'a', 'n', 'g', '.', ..])
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp14);
    private static int s_count;

    /// <param name="code">Types in the namespace `Generated`.</param>
    public static Assembly Compile(string code) =>
        CompileFiles(Usings, $"#nullable enable annotations\nnamespace Generated;\n{code}");

    /// <param name="files">Whole ones.</param>
    public static Assembly CompileFiles(params IEnumerable<string> files)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            $"Generated{Interlocked.Increment(ref s_count)}",
            [CSharpSyntaxTree.ParseText(Implicit, Parsing), .. files.Select(file => CSharpSyntaxTree.ParseText(file, Parsing))], References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, concurrentBuild: false));
        using MemoryStream assembly = new();
        EmitResult result = compilation.Emit(assembly);
        IEnumerable<string> mistakes = result.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString());
        Assert.True(result.Success && !mistakes.Any(), $"{string.Join("\n", mistakes)}\n\n{string.Join("\n\n", files)}");
        return Assembly.Load(assembly.ToArray());
    }

    /// <summary>Calls a static method of a generated class.</summary>
    public static object? Call(this Assembly assembly, string className, string method, params object?[] arguments) =>
        (assembly.GetType($"Generated.{className}") ?? throw new InvalidOperationException(className))
            .GetMethod(method, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?.Invoke(null, arguments);
}
