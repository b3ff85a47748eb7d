using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowLang.Architecture.Tests;

/// <summary>
/// Names of files, folders and types say what a thing is. A drawer name ends with one of the words below as a whole PascalCase word, or
/// begins with `Base` or `Misc`: `SqlHelper`, `Common/` and `BaseNode` are drawers; `Database` and `CommonType` say what they are.
/// </summary>
public sealed partial class NamingTests
{
    private static readonly HashSet<string> s_drawers = new(StringComparer.OrdinalIgnoreCase)
    {
        "Util", "Utils", "Utility", "Utilities", "Helper", "Helpers", "Manager", "Managers", "Common", "Base", "Misc",
    };

    [Fact]
    public void No_type_has_a_drawer_name() =>
        Rule.Holds(
            "a type is called after what it is",
            from file in Repository.Sources
            from type in file.Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
            where IsDrawer(type.Identifier.Text)
            select $"{file.At(type)} {type.Identifier.Text}");

    [Fact]
    public void No_file_or_folder_has_a_drawer_name() =>
        Rule.Holds(
            "a file is called after what it holds",
            from path in Repository.Files("*")
            where !path.EndsWith(".Build.props", StringComparison.Ordinal)
            from part in Path.ChangeExtension(path, null).Split('/', '.')
            where IsDrawer(part)
            select path);

    [Fact]
    public void A_file_is_called_after_a_type_that_it_declares() =>
        Rule.Holds(
            "the file of a type bears its name",
            from file in Repository.Sources
            let types = file.TopLevelTypes.Select(SourceFile.NameOf).ToArray()
            where types.Length > 0 && !types.Contains(file.Name.Split('.')[0])
            select $"{file.Path} declares {string.Join(", ", types)}");

    /// <summary>Or of a folder above: a family of nodes in several folders may be one namespace.</summary>
    [Fact]
    public void Namespaces_follow_the_folders() =>
        Rule.Holds(
            "the namespace is the project and its folders",
            from file in Repository.Sources
            where !file.IsTest
            from declared in file.Root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
            let folders = Path.GetDirectoryName(file.Path)?.Replace('\\', '/').Split('/').Skip(1) ?? []
            where !$"{string.Join('.', folders)}.".StartsWith($"{declared.Name}.", StringComparison.Ordinal)
            select $"{file.Path} is in namespace {declared.Name}");

    /// <summary>A family: beside one type, what derives from it, and the records and enums that are its parts.</summary>
    [Fact]
    public void A_file_has_one_public_type_or_one_closed_family() =>
        Rule.Holds(
            "one public type a file, except closed record families",
            from file in Repository.Sources
            where !file.IsTest
            let types = file.TopLevelTypes.Where(IsPublic).ToArray()
            where types.Count(type => !IsData(type) && !DerivesFrom(type, types)) > 1
            select $"{file.Path}: {string.Join(", ", types.Select(SourceFile.NameOf))}");

    private static bool IsPublic(MemberDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.PublicKeyword);

    private static bool DerivesFrom(MemberDeclarationSyntax type, MemberDeclarationSyntax[] family) =>
        type is BaseTypeDeclarationSyntax { BaseList: { } bases }
        && bases.Types.Any(parent => family.Select(SourceFile.NameOf).Contains(parent.Type.ToString().Split('<')[0]));

    private static bool IsData(MemberDeclarationSyntax type) =>
        type is RecordDeclarationSyntax or EnumDeclarationSyntax or DelegateDeclarationSyntax;

    private static bool IsDrawer(string name)
    {
        string[] words = [.. Word().Matches(name).Select(match => match.Value)];
        return words.Length > 0 && (s_drawers.Contains(words[^1]) || words[0] is "Base" or "Misc");
    }

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+")]
    private static partial Regex Word();
}
