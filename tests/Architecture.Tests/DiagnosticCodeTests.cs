using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowLang.Architecture.Tests;

/// <summary>A code stands for one mistake for ever, made by one factory, explained by one page.</summary>
public sealed partial class DiagnosticCodeTests
{
    private const string Catalogue = "compiler/FlowLang.Syntax/Diagnostics/Catalogue/";

    private static readonly (string Code, string At)[] s_declared =
        [.. from file in Repository.Sources
            where file.Path.StartsWith(Catalogue, StringComparison.Ordinal)
            from literal in file.Root.DescendantNodes().OfType<LiteralExpressionSyntax>()
            where literal.IsKind(SyntaxKind.StringLiteralExpression) && CompilerCode().IsMatch(literal.Token.ValueText)
            select (literal.Token.ValueText, file.At(literal))];

    [Fact]
    public void A_code_is_declared_once() =>
        Rule.Holds(
            "one factory a code",
            s_declared.GroupBy(code => code.Code).Where(group => group.Count() > 1)
                .Select(group => $"{group.Key}: {string.Join(", ", group.Select(code => code.At))}"));

    [Fact]
    public void Diagnostics_are_made_by_the_catalogue_only() =>
        Rule.Holds(
            "codes stand in the catalogue",
            from file in Repository.Sources
            where file.Path.StartsWith("compiler/", StringComparison.Ordinal) && !file.Path.StartsWith(Catalogue, StringComparison.Ordinal)
            from call in file.Root.DescendantNodes().OfType<InvocationExpressionSyntax>()
            where call.Expression.ToString() is "Diagnostic.Error" or "Diagnostic.Warning" or "Diagnostic.Info" or "Error" or "Warning"
            where call.ArgumentList.Arguments.FirstOrDefault()?.Expression is LiteralExpressionSyntax literal
                && CompilerCode().IsMatch(literal.Token.ValueText)
            select $"{file.At(call)} {call.ArgumentList.Arguments[0]}");

    [Fact]
    public void Every_code_has_its_page_and_every_page_its_code()
    {
        HashSet<string> pages = [.. Repository.Files("FL*.md")
            .Where(path => path.StartsWith("docs/diagnostics/", StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path))];
        HashSet<string> codes = [.. s_declared.Select(code => code.Code)];
        Rule.Holds(
            "docs/diagnostics has a page for each code",
            s_declared.Where(code => !pages.Contains(code.Code)).Select(code => $"{code.Code} ({code.At}) has no page")
                .Concat(pages.Except(codes).Select(page => $"docs/diagnostics/{page}.md: no such code")));
    }

    [Fact]
    public void Every_error_of_the_runtime_is_explained()
    {
        string[] used = [.. from file in Repository.Sources
            where file.Path.StartsWith("runtime/", StringComparison.Ordinal)
            from token in file.Root.DescendantTokens()
            where token.IsKind(SyntaxKind.StringLiteralToken) && RuntimeCode().IsMatch(token.ValueText)
            select token.ValueText];
        string page = File.Exists(Repository.Absolute("docs/errors.md")) ? Repository.Read("docs/errors.md") : "";
        Rule.Holds(
            "docs/errors.md explains each code of the runtime",
            used.Distinct().Where(
                code => !page.Contains(code, StringComparison.Ordinal)).Select(code => $"{code} is not in docs/errors.md"));
    }

    [GeneratedRegex("^FL[0-9]{4}$")]
    private static partial Regex CompilerCode();

    [GeneratedRegex("^RT[0-9]{4}$")]
    private static partial Regex RuntimeCode();
}
