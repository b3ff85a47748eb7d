using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FlowLang.Architecture.Tests;

/// <summary>One C# file with its syntax, which rules look at instead of guessing by regular expressions.</summary>
internal sealed record SourceFile(string Path, SourceText Text, CompilationUnitSyntax Root)
{
    public static SourceFile Read(string path)
    {
        string text = Repository.Read(path);
        SyntaxTree tree = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview), path);
        return new SourceFile(path, tree.GetText(), tree.GetCompilationUnitRoot());
    }

    public string Name => System.IO.Path.GetFileName(Path);

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    /// <summary>`compiler/FlowLang.Syntax`: the first two folders.</summary>
    public string Project => string.Join('/', Path.Split('/').Take(2));

    /// <summary>Types that stand directly in the namespace.</summary>
    public IEnumerable<MemberDeclarationSyntax> TopLevelTypes =>
        Root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    public string At(SyntaxNode node) => At(node.GetLocation());

    public string At(Location location) => $"{Path}:{location.GetLineSpan().StartLinePosition.Line + 1}";

    public static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax declared => declared.Identifier.Text,
        DelegateDeclarationSyntax declared => declared.Identifier.Text,
        _ => "",
    };
}
