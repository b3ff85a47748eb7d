using System.Collections.Immutable;
using FlowLang.Driver.Building;
using FlowLang.Driver.Packaging;
using FlowLang.Driver.Workspaces;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using CSharpDiagnostic = Microsoft.CodeAnalysis.Diagnostic;
using Diagnostic = FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Driver.Verifying;

/// <summary>Compiles the C# of a workspace and compares the methods in it with what each `fn` says of its own.</summary>
internal static class CSharpVerification
{
    /// <summary>One mistake of C# makes many; the first are enough.</summary>
    private const int MostMistakes = 10;

    public static ImmutableArray<Diagnostic> Run(Workspace workspace, ImmutableArray<FunctionSymbol> functions)
    {
        if (functions.IsEmpty)
        {
            return [];
        }

        Dictionary<string, SourceText> files = workspace.CSharp.ToDictionary(file => file.Path);
        CSharpInput input = new("check", [], []) { Own = workspace.CSharp, IsLibrary = true };
        CSharpCompilation code = CSharpBuild.Create(input, Installation.Current, CancellationToken.None);
        ImmutableArray<Diagnostic> mistakes =
        [
            .. code.GetDiagnostics().Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error)
                .OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start)
                .Take(MostMistakes).Select(d => Translate(d, files)),
            .. code.Assembly.GlobalNamespace.GetTypeMembers().Where(type => At(type.Locations[0], files) != TextSpan.None)
                .Select(type => EngineDiagnostics.TypeWithoutNamespace(At(type.Locations[0], files), type.Name)),
        ];
        return mistakes.IsEmpty ? [.. functions.Select(f => Check(f, code, files)).OfType<Diagnostic>()] : mistakes;
    }

    private static Diagnostic Translate(CSharpDiagnostic mistake, Dictionary<string, SourceText> files) =>
        EngineDiagnostics.CSharpMistake(At(mistake.Location, files), $"{mistake.GetMessage()} ({mistake.Id})");

    private static Diagnostic? Check(FunctionSymbol function, CSharpCompilation code, Dictionary<string, SourceText> files)
    {
        int dot = function.Method.LastIndexOf('.');
        IMethodSymbol[] methods =
            [.. FindType(code, function.Method[..dot])?.GetMembers(function.Method[(dot + 1)..]).OfType<IMethodSymbol>() ?? []];
        if (methods.Length == 0)
        {
            string? near = Suggestions.DidYouMean(function.Method, Methods(code.Assembly.GlobalNamespace));
            return EngineDiagnostics.MethodMissing(function.MethodSpan, function.Method, MethodShape.Wanted(function), near);
        }

        (TextSpan, string)[] differences =
        [
            .. methods.Select(m => (At(m.Locations[0], files), MethodShape.Mistake(m, function, code))).Where(m => m.Item2 is not null)
                .Select(m => (m.Item1, m.Item2 ?? "")),
        ];
        return differences.Length < methods.Length
            ? null
            : EngineDiagnostics.MethodDiffers(function.MethodSpan, function.Method, MethodShape.Wanted(function), differences);
    }

    // `Ns.Outer.Inner` is `Ns.Outer+Inner` in metadata.
    private static INamedTypeSymbol? FindType(CSharpCompilation code, string path)
    {
        string name = path;
        while (true)
        {
            if (code.Assembly.GetTypeByMetadataName(name) is { } type)
            {
                return type;
            }

            int dot = name.LastIndexOf('.');
            if (dot < 0)
            {
                return null;
            }

            name = $"{name[..dot]}+{name[(dot + 1)..]}";
        }
    }

    private static IEnumerable<string> Methods(INamespaceOrTypeSymbol at) => at.GetMembers().SelectMany(member => member switch
    {
        INamespaceOrTypeSymbol inner => Methods(inner),
        IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: true } method => [$"{method.ContainingType}.{method.Name}"],
        _ => Enumerable.Empty<string>(),
    });

    private static TextSpan At(Location location, Dictionary<string, SourceText> files) =>
        location.SourceTree is { } tree && files.TryGetValue(tree.FilePath, out SourceText? file)
            ? file.Span(location.SourceSpan.Start, location.SourceSpan.Length)
            : TextSpan.None;
}
